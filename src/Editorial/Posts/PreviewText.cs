using System.Text.RegularExpressions;

namespace Stadtfunk.Editorial.Posts;

internal enum PreviewKind
{
    Plain,
    Marked,
    Address,
}

/// <summary>A text as networks show it: hashtags, mentions and addresses stand out, and long addresses are shortened.</summary>
internal static partial class PreviewText
{
    private const int MostOfAddress = 30;

    public static IEnumerable<(PreviewKind Kind, string Text)> Of(string text)
    {
        var at = 0;
        foreach (Match match in Special().Matches(text))
        {
            if (match.Index > at)
                yield return (PreviewKind.Plain, text[at..match.Index]);
            yield return match.Value[0] is '#' or '@' ? (PreviewKind.Marked, match.Value) : (PreviewKind.Address, Short(match.Value));
            at = match.Index + match.Length;
        }
        if (at < text.Length)
            yield return (PreviewKind.Plain, text[at..]);
    }

    private static string Short(string address)
    {
        var bare = address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..].TrimEnd('/');
        return bare.Length > MostOfAddress ? bare[..MostOfAddress] + "…" : bare;
    }

    [GeneratedRegex(@"https?://[^\s<>]+[^\s<>.,;:!?)""“”]|(?<![\p{L}\p{N}_])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*|(?<![\p{L}\p{N}_])@[\p{L}\p{N}_.\-]+(?:@[\p{L}\p{N}.\-]+\p{L})?", RegexOptions.IgnoreCase)]
    private static partial Regex Special();
}
