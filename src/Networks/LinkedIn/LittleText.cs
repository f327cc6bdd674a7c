using System.Text;
using System.Text.RegularExpressions;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>
/// LinkedIn's format of a post's text ("little text"). What means something there stands behind a backslash: a sign that stands free cuts the text off
/// without a word, and the post goes out all the same. Only a hashtag stays one.
/// </summary>
internal static partial class LittleText
{
    private const string Reserved = @"|{}@[]()<>#\*_~";

    public static string Of(string text)
    {
        var written = new StringBuilder(text.Length + 16);
        var tags = Tag().Matches(text).Select(match => match.Index).ToHashSet();
        for (var i = 0; i < text.Length; i++)
        {
            if (Reserved.Contains(text[i]) && !tags.Contains(i))
                written.Append('\\');
            written.Append(text[i]);
        }
        return written.ToString();
    }

    /// <summary>As it is read. A hashtag may come back as LinkedIn's own template.</summary>
    public static string Plain(string written) => Escaped().Replace(Template().Replace(written, "#$1"), "$1");

    // Behind a letter it is part of an address or a word; figures alone make no hashtag.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_#&/])#(?=\p{N}*\p{L})")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\{hashtag\|\\?#\|([^}|]*)\}")]
    private static partial Regex Template();

    [GeneratedRegex(@"\\([|{}@\[\]()<>#\\*_~])")]
    private static partial Regex Escaped();
}
