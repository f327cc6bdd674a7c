using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Stadtfunk.Networks.Ports;

/// <summary>Counts a text as the network counts it.</summary>
public static partial class Count
{
    /// <summary>What <see cref="Rules.MaxText"/> is compared with.</summary>
    public static int Of(string text, Rules rules)
    {
        if (rules.Counting == Counting.Weighted)
            text = WellFormed(text).Normalize(NormalizationForm.FormC);
        var count = 0;
        var from = 0;
        if (rules.UrlLength is { } urlLength)
            foreach (var url in rules.Counting == Counting.Weighted ? Urls.AlsoWithoutScheme(text) : Urls.In(text))
            {
                count += Plain(text[from..url.Start], rules) + urlLength;
                from = url.End;
            }
        return count + Plain(text[from..], rules);
    }

    /// <summary>What <see cref="Rules.MaxTextBytes"/> is compared with.</summary>
    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    private static int Plain(string text, Rules rules)
    {
        if (rules.MentionsWithoutServer)
            text = Mention().Replace(text, "$1");
        return rules.Counting switch
        {
            Counting.Graphemes => new StringInfo(text).LengthInTextElements,
            Counting.Utf16 => text.Length,
            Counting.EmojiAsBytes => WithEmoji(text),
            Counting.Bytes => Bytes(text),
            _ => Weighted(text),
        };
    }

    // twitter-text 3: an emoji counts two however many code points it has; other code points count one in the ranges below, else two.
    private static int Weighted(string text)
    {
        var weight = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            weight += IsEmoji(element) ? 2 : element.EnumerateRunes().Sum(Weight);
        }
        return weight;
    }

    // Threads says only "emoji". Signs that are one without any mark (2600 to 27BF) count as one, too: that is never less.
    private static int WithEmoji(string text)
    {
        var count = 0;
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            count += IsEmoji(element) || element[0] is >= '\u2600' and <= '\u27BF' ? Bytes(element) : element.Length;
        }
        return count;
    }

    private static int Weight(Rune rune) => rune.Value is <= 4351 or >= 8192 and <= 8205 or >= 8208 and <= 8223 or >= 8242 and <= 8247 ? 1 : 2;

    // Emoji by themselves (pictographs, flags), or made one by the emoji variation selector or the keycap.
    private static bool IsEmoji(string element)
    {
        var first = element.EnumerateRunes().First().Value;
        return first is >= 0x1F000 and <= 0x1FAFF || element.Contains('\uFE0F') || element.Contains('\u20E3');
    }

    // A lone half of a surrogate pair cannot be normalised.
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    // As Mastodon's own, but without choices to go back to: its form needs hours for "@" and some thousand letters.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_/@])(@(?>[A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*))@[\p{L}\p{N}.-]*[\p{L}\p{N}]")]
    internal static partial Regex Mention();
}
