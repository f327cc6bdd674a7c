using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>
/// Compares a text that we sent with the HTML that a server made of it. Servers set paragraphs, links and mentions in their own way,
/// but none changes a letter.
/// </summary>
internal static partial class PlainText
{
    public static bool Same(string sent, string html) => Letters(sent) == Letters(WebUtility.HtmlDecode(Tag().Replace(html, "")));

    private static string Letters(string text)
    {
        // "@presse@social.musterstadt.de" is shown as "@presse".
        var plain = Count.Mention().Replace(text.Normalize(NormalizationForm.FormC), "$1");
        var letters = new StringBuilder(plain.Length);
        foreach (var c in plain)
            if (!char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('\u200B' or '\uFEFF'))
                letters.Append(c);
        return letters.ToString();
    }

    [GeneratedRegex("<[^<>]*>")]
    private static partial Regex Tag();
}
