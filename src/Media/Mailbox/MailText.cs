using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Stadtfunk.Media.Mailbox;

/// <summary>What somebody wrote in a mail, as plain text: without markup, without what was quoted, without the signature.</summary>
internal static class MailText
{
    private const int Most = 256 * 1024;

    public static string Of(string? subject, MimeEntity? body)
    {
        var text = body is TextPart { Text: { } written } part ? part.IsHtml ? Plain(written.Length > Most ? written[..Most] : written) : written : "";
        var lines = text.ReplaceLineEndings("\n").Split('\n').TakeWhile(line => line.TrimEnd() != "--" && line != "-- ").Where(line => !line.StartsWith('>')).Select(line => line.TrimEnd());
        var clean = new StringBuilder((subject ?? "").ReplaceLineEndings(" ").Trim()).Append('\n');
        var empty = true;
        foreach (var line in lines)
        {
            if (line.Length > 0 || !empty)
                clean.Append(line).Append('\n');
            empty = line.Length == 0;
        }
        return clean.ToString().Trim();
    }

    private static string Plain(string html)
    {
        var text = new StringBuilder();
        var silent = 0;
        using var reader = new StringReader(html);
        var tokens = new HtmlTokenizer(reader);
        while (tokens.ReadNextToken(out var token))
            switch (token)
            {
                case HtmlTagToken { Id: HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Head or HtmlTagId.Title, IsEmptyElement: false } tag:
                    silent = Math.Max(0, silent + (tag.IsEndTag ? -1 : 1));
                    break;
                case HtmlTagToken { Id: HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.LI or HtmlTagId.TR or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.BlockQuote }:
                    text.Append('\n');
                    break;
                case HtmlDataToken { Kind: HtmlTokenKind.Data } words when silent == 0:
                    text.Append(words.Data.Replace('\u00a0', ' ').ReplaceLineEndings(" "));
                    break;
            }
        return string.Join('\n', text.ToString().Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))));
    }
}
