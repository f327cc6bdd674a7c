using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Xml;

namespace Stadtfunk.Website.Pages;

/// <summary>
/// The text of a post as paragraphs of HTML: everything escaped, http(s) addresses as links, nothing else interpreted. The same for pages and feeds.
/// </summary>
internal static partial class RunningText
{
    private static readonly char[] AfterAddress = ['.', ',', ';', ':', '!', '?', '\'', '"', '»', '“', '”', '…', '*', '_'];

    /// <summary>Without the characters that no XML and no HTML may carry; a post with one of them must not break a whole feed.</summary>
    public static string Clean(string text)
    {
        var good = true;
        for (var i = 0; i < text.Length && good; i++)
            good = XmlConvert.IsXmlChar(text[i]);
        if (good)
            return text;
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            if (XmlConvert.IsXmlChar(text[i]))
                clean.Append(text[i]);
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
                clean.Append(text, i++, 2);
        return clean.ToString();
    }

    public static IReadOnlyList<string> Paragraphs(string text) =>
        [.. EmptyLine().Split(Clean(text).ReplaceLineEndings("\n")).Select(part => part.Trim('\n', ' ', '\t')).Where(part => part.Length > 0)];

    /// <summary>Inner HTML of one paragraph.</summary>
    public static string Html(string paragraph, HtmlEncoder encoder)
    {
        var html = new StringBuilder(paragraph.Length + 64);
        var at = 0;
        foreach (Match match in Address().Matches(paragraph))
        {
            var address = WithoutEnd(match.Value);
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
                continue;
            Plain(paragraph[at..match.Index]);
            html.Append("<a href=\"").Append(encoder.Encode(uri.AbsoluteUri)).Append("\" rel=\"noopener\">").Append(encoder.Encode(address)).Append("</a>");
            at = match.Index + address.Length;
        }
        Plain(paragraph[at..]);
        return html.ToString();

        void Plain(string part) => html.Append(encoder.Encode(part).Replace("\n", "<br>", StringComparison.Ordinal).Replace("&#xA;", "<br>", StringComparison.Ordinal));
    }

    /// <summary>The first paragraph, cut at a word; for cards and descriptions.</summary>
    public static string Teaser(string text, int most)
    {
        var first = Paragraphs(text).FirstOrDefault() ?? "";
        var line = first.Replace('\n', ' ');
        if (line.Length <= most)
            return line;
        var cut = line.LastIndexOf(' ', most);
        var end = cut > most / 2 ? cut : most;
        if (char.IsHighSurrogate(line[end - 1]))
            end--;
        return line[..end].TrimEnd(' ', ',', ';', ':', '–', '-') + " …";
    }

    // A full stop or a bracket after an address belongs to the sentence, unless the address opened the bracket itself.
    private static string WithoutEnd(string address)
    {
        while (address.Length > 0)
        {
            var last = address[^1];
            if (AfterAddress.Contains(last) || (last == ')' && !address.Contains('(', StringComparison.Ordinal)))
                address = address[..^1];
            else
                break;
        }
        return address;
    }

    [GeneratedRegex(@"\n[ \t]*\n\s*", RegexOptions.CultureInvariant)]
    private static partial Regex EmptyLine();

    [GeneratedRegex(@"\bhttps?://[^\s<>""\p{C}]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
