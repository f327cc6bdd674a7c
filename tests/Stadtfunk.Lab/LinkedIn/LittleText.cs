using System.Text;
using System.Text.RegularExpressions;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>How LinkedIn reads a text: what stands free although it means something ends it, without a word.</summary>
internal static partial class LittleText
{
    private const string Reserved = @"|{}@[]()<>#\*_~";

    /// <summary>What was taken of it, and how it is read.</summary>
    public static (string Taken, string Read) Of(string written)
    {
        var read = new StringBuilder();
        var at = 0;
        while (at < written.Length)
        {
            var sign = written[at];
            if (sign == '\\' && at + 1 < written.Length && Reserved.Contains(written[at + 1]))
            {
                read.Append(written[at + 1]);
                at += 2;
            }
            else if (Mention().Match(written, at) is { Success: true } mention && mention.Index == at)
            {
                read.Append(mention.Groups[1].Value);
                at += mention.Length;
            }
            else if (Tag().Match(written, at) is { Success: true } tag && tag.Index == at)
            {
                read.Append(tag.Value);
                at += tag.Length;
            }
            else if (Reserved.Contains(sign)) break;
            else
            {
                read.Append(sign);
                at++;
            }
        }
        return (written[..at], read.ToString());
    }

    /// <summary>What was taken, with its hashtags as templates.</summary>
    public static string Templates(string taken) =>
        EscapedOrTag().Replace(taken, match => match.Value.StartsWith('#') ? $@"{{hashtag|\#|{match.Value[1..]}}}" : match.Value);

    [GeneratedRegex(@"@\[([^\[\]()]+)\]\(urn:li:(?:organization|person):[A-Za-z0-9_-]+\)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"#[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\\.|#[\p{L}\p{N}]*\p{L}[\p{L}\p{N}]*")]
    private static partial Regex EscapedOrTag();
}
