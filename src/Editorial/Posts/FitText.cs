using System.Globalization;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial.Posts;

/// <summary>
/// Brings the common text into a channel's form. The headline leads, unless the text already begins with it; what is too long ends at a
/// sentence or a word and points to the city's own page. The result always fits.
/// </summary>
internal static partial class FitText
{
    /// <param name="page">Where the post will stand on the city's own website.</param>
    /// <param name="hasVideo">Where a network takes none, or no subtitles with it, the video with its subtitles is only on the city's page: the text leads there.</param>
    /// <param name="hasDocument">The same of a document.</param>
    public static string Common(PostContent content, Uri page, Rules rules, bool hasVideo = false, bool hasDocument = false)
    {
        var whole = Whole(content, page, rules, hasVideo, hasDocument);
        return Fits(whole, content, rules) ? whole : Shorten(Lead(content, rules), content, page, rules);
    }

    /// <summary>The common text as it would go out where there is room for all of it.</summary>
    public static string Whole(PostContent content, Uri page, Rules rules, bool hasVideo, bool hasDocument)
    {
        var text = rules.TakesText ? Lead(content, rules) : "";
        return !rules.TakesText ? text
            : hasVideo && rules.Video is not { TakesSubtitles: true } ? $"{text}\n\n▶ {page.AbsoluteUri}"
            : hasDocument && rules.Documents is null ? $"{text}\n\nPDF: {page.AbsoluteUri}"
            : text;
    }

    /// <summary>What goes out and is counted: with the link where the network shows no card.</summary>
    public static string Full(string text, PostContent content, Rules rules) =>
        FullText.Of(text, LinkOf(content), content.Pictures.Count > 0, rules);

    public static bool Fits(string text, PostContent content, Rules rules)
    {
        var full = Full(text, content, rules);
        return Count.Of(full, rules) <= rules.MaxTextOf(content.Pictures.Count > 0) && (rules.MaxTextBytes is not { } most || Count.Bytes(full) <= most);
    }

    public static string Shorten(string text, PostContent content, Uri page, Rules rules)
    {
        var starts = StringInfo.ParseCombiningCharacters(text);
        foreach (var tail in new[] { $" … {page.AbsoluteUri}", " …", "" })
        {
            var cut = LongestCut(text, starts, tail, content, rules);
            if (cut == 0)
                continue;
            return NiceEnd(text, cut) + tail;
        }
        return "";
    }

    /// <summary>The link, or what stands for one that is not known yet.</summary>
    public static Uri? LinkOf(PostContent content) => content.Waits is null ? Links.Read(content.Link) : Awaiting.Placeholder;

    private static string Lead(PostContent content, Rules rules) => Lead(rules.MaxTitle is null ? content.Title.Trim() : "", content.Text.Trim());

    private static string Lead(string title, string text)
    {
        if (title.Length == 0 || text.Length == 0)
            return title + text;
        var leadsAlready = text.StartsWith(title, StringComparison.CurrentCultureIgnoreCase)
            && (text.Length == title.Length || !char.IsLetterOrDigit(text[Math.Min(title.Length, text.Length - 1)]));
        return leadsAlready ? text : $"{title}\n\n{text}";
    }

    // How much of the text goes before the tail, in UTF-16 places; found by halving, for 5,000 emoji are counted in a moment then too.
    private static int LongestCut(string text, int[] starts, string tail, PostContent content, Rules rules)
    {
        var (low, high) = (0, starts.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Fits(text[..starts[middle]].TrimEnd() + tail, content, rules))
                low = middle;
            else
                high = middle - 1;
        }
        return starts.Length == 0 ? 0 : starts[low];
    }

    private static string NiceEnd(string text, int cut)
    {
        var piece = text[..cut];
        var sentence = SentenceEnd().Matches(text[..Math.Min(text.Length, cut + 1)]).LastOrDefault(end => end.Index + end.Length <= cut);
        if (sentence is not null && sentence.Index + sentence.Length >= cut * 6 / 10)
            return piece[..(sentence.Index + sentence.Length)].TrimEnd();
        if (char.IsWhiteSpace(text[cut]))
            return piece.TrimEnd();
        var word = piece.LastIndexOfAny([' ', '\n']);
        return word >= cut * 4 / 10 ? piece[..word].TrimEnd().TrimEnd(',', ';', ':', '–', '-').TrimEnd() : piece.TrimEnd();
    }

    // Not after a date ("am 3. Dezember") and not after an abbreviation of one or two letters ("z. B.").
    [GeneratedRegex(@"(?<!\b(?:\d+|\p{L}{1,2}))[.!?…][""“”»«)]*(?=\s)|\n")]
    private static partial Regex SentenceEnd();
}
