using System.Text.RegularExpressions;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Hashtags in a text: which stand in the way of reading, and the same text with them at its end.</summary>
internal static partial class Hashtags
{
    private const int LongWord = 12;
    private const int VeryLongWord = 20;

    public static IReadOnlyList<string> All(string text) => [.. Tag().Matches(text).Select(tag => tag.Value)];

    public static IReadOnlyList<string> InTheWay(string text)
    {
        var end = EndOf(text);
        return [.. Tag().Matches(text).Where(tag => tag.Index < end).Select(tag => tag.Value)];
    }

    /// <summary>A word that was only marked stays as a word; a line of nothing but hashtags goes.</summary>
    public static string ToTheEnd(string text)
    {
        var end = EndOf(text);
        var tags = Tag().Matches(text).Select(tag => tag.Value).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var lines = text[..end].Split('\n').Where(line => line.Trim().Length == 0 || Tag().Replace(line, "").Trim().Length > 0).Select(line => Tag().Replace(line, "${word}"));
        var body = string.Join('\n', lines).TrimEnd();
        return body.Length == 0 ? string.Join(' ', tags) : $"{body}\n\n{string.Join(' ', tags)}";
    }

    /// <summary>Long ones in which no capital says where the next word begins: a screen reader reads them as one.</summary>
    public static IReadOnlyList<string> Unreadable(string text) =>
        [.. Tag().Matches(text).Select(tag => tag.Groups["word"].Value).Where(word => !word.Contains('_', StringComparison.Ordinal)
            && (word.Length >= VeryLongWord || (word.Length >= LongWord && char.IsLower(word[0]))) && !word.Skip(1).Any(char.IsUpper)).Select(word => "#" + word).Distinct()];

    // Where the block of hashtags at the end begins.
    private static int EndOf(string text) => Ending().Match(text) is { Success: true } ending ? ending.Index : text.Length;

    [GeneratedRegex(@"(?<![\p{L}\p{N}_&/#])#(?<word>[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)")]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?:(?:^|\s+)#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)+\s*$")]
    private static partial Regex Ending();
}
