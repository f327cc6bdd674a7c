using System.Globalization;
using System.Net;
using System.Text;

namespace Stadtfunk.Networks.Wire;

/// <summary>Subtitles for networks that take SubRip only: of WebVTT as the library writes it, with full times and without settings or styles.</summary>
internal static class SubRip
{
    public static string Of(string webVtt)
    {
        var written = new StringBuilder();
        var number = 0;
        foreach (var block in webVtt.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (block.Split('\n') is [var times, .. var text] && times.Contains("-->", StringComparison.Ordinal) && text.Length > 0)
                written.Append(CultureInfo.InvariantCulture, $"{++number}\n{times.Replace('.', ',')}\n{WebUtility.HtmlDecode(string.Join('\n', text))}\n\n");
        return written.ToString();
    }
}
