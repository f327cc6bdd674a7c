using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Meta.Threads;

/// <summary>
/// The topic under which Threads lists a post. It takes one, of up to 50 characters, and knows no other hashtags: the first one of the text is meant.
/// </summary>
internal static partial class Topic
{
    private const int Longest = 50;

    public static string? Of(string text)
    {
        var urls = Urls.In(text).ToList();
        return Hashtag().Matches(text).Where(match => !urls.Exists(new Piece(match.Index, match.Length).Touches)).Select(match => match.Value[1..])
            .FirstOrDefault(word => word.Length <= Longest && !word.All(sign => char.IsDigit(sign) || sign == '_'));
    }

    // Neither after a sign of a word nor in a row of them; a dot or an ampersand, which a topic may not hold, ends it anyway.
    [GeneratedRegex(@"(?<![\p{L}\p{N}\p{M}_#&/])#[\p{L}\p{N}\p{M}_]+")]
    private static partial Regex Hashtag();
}
