using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Stadtfunk.Lab.X;

/// <summary>How X counts a text (twitter-text 3), and what it makes of it: every address becomes one of its own, and markup is escaped.</summary>
internal static partial class XText
{
    public const int Most = 280;

    /// <summary>Hundredths, as in X's own configuration.</summary>
    public static int Weight(string text)
    {
        var weight = 0;
        var elements = StringInfo.GetTextElementEnumerator(Links().Replace(text.Normalize(NormalizationForm.FormC), new string('u', 23)));
        while (elements.MoveNext())
        {
            var runes = elements.GetTextElement().EnumerateRunes().ToList();
            var emoji = runes[0].Value is >= 0x1F000 and <= 0x1FAFF || runes.Exists(rune => rune.Value is 0xFE0F or 0x20E3);
            weight += emoji ? 2 : runes.Sum(rune => IsLight(rune.Value) ? 1 : 2);
        }
        return weight;
    }

    /// <summary>As it is read: text, and which address stands for which.</summary>
    public static (string Text, IReadOnlyList<(string Url, string Expanded, string? Medium)> Urls) Shown(XTweet tweet)
    {
        var urls = new List<(string, string, string?)>();
        var text = Links().Replace(tweet.Text, link =>
        {
            urls.Add(($"https://t.co/{tweet.Id[^6..]}{urls.Count}", link.Value.Contains("://", StringComparison.Ordinal) ? link.Value : $"http://{link.Value}", null));
            return urls[^1].Item1;
        });
        if (tweet.Pictures.Count > 0)
        {
            urls.Add(($"https://t.co/{tweet.Id[^6..]}p", $"https://x.com/{tweet.Account}/status/{tweet.Id}/photo/1", $"3_{tweet.Pictures[0].Id}"));
            text = $"{text} {urls[^1].Item1}";
        }
        return (WebUtility.HtmlEncode(text).Replace("&quot;", "\"").Replace("&#39;", "'"), urls);
    }

    private static bool IsLight(int rune) => rune is <= 0x10FF or >= 0x2000 and <= 0x200D or >= 0x2010 and <= 0x201F or >= 0x2032 and <= 0x2037;

    // With a scheme, or a name below one of these (X knows all of them; these are enough here).
    [GeneratedRegex("""https?://[^\s<>"]*[^\s<>".,;:!?)\]'»“”]|(?<![\w@.$#/-])(?:[a-z0-9äöüß-]+\.)+(?:de|eu|com|org|net|info|at|ch|berlin|koeln|hamburg|bayern)(?![\w-])(?:/[^\s<>"]*[^\s<>".,;:!?)\]'»“”])?""", RegexOptions.IgnoreCase)]
    private static partial Regex Links();
}
