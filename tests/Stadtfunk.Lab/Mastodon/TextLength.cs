using System.Globalization;
using System.Text.RegularExpressions;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>Counts as the server does: grapheme clusters; every link as 23; of a mention elsewhere only "@user".</summary>
internal static partial class TextLength
{
    public static int Of(string spoiler, string text, int perUrl)
    {
        var shortened = Links().Replace(text, new string('x', perUrl));
        shortened = RemoteMentions().Replace(shortened, "@$1");
        return new StringInfo(spoiler + shortened).LengthInTextElements;
    }

    [GeneratedRegex("""https?://[^\s<>"]*[^\s<>".,;:!?)\]'»“”]""", RegexOptions.IgnoreCase)]
    public static partial Regex Links();

    [GeneratedRegex(@"(?<![\w/])@([a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[a-z0-9.-]+[a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex RemoteMentions();

    [GeneratedRegex(@"(?<![\w/&])#(\w*[\p{L}_]\w*)")]
    public static partial Regex Hashtags();
}
