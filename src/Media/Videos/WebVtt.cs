using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Media.Videos;

/// <param name="Text">Plain, one or more lines.</param>
internal sealed record Cue(TimeSpan From, TimeSpan To, string Text);

/// <summary>
/// Subtitles as text: read strictly, written anew. Takes WebVTT, and SubRip (.srt) as many tools still write it. Nothing of colours and places is kept:
/// readers have their own.
/// </summary>
internal static partial class WebVtt
{
    public const int MostBytes = 1024 * 1024, MostCues = 5000;
    private const int MostFaults = 5;

    /// <param name="length">Of the video; a cue that ends more than a second later belongs to another one.</param>
    public static Outcome<IReadOnlyList<Cue>> Read(string text, TimeSpan length)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        var at = IsHeader(lines[0]) ? 1 : FirstIsNumber(lines) ? 0 : -1;
        if (at < 0)
            return Refusal.Invalid("Media.Vtt.NoHeader").On("subtitles");
        var cues = new List<Cue>();
        var faults = new List<Refusal>();
        foreach (var (start, block) in Blocks(lines, at))
        {
            var timing = block.FindIndex(line => line.Contains("-->", StringComparison.Ordinal));
            if (timing < 0)
            {
                // Notes, styles and regions; words without a time are lost words.
                if (!IsAside(block[0]) && start > 0)
                    faults.Add(Fault("NoTime", start));
                continue;
            }
            if (ReadCue(block, timing, start + timing, cues.LastOrDefault(), length, faults) is { } cue)
                cues.Add(cue);
            if (faults.Count >= MostFaults || cues.Count > MostCues)
                break;
        }
        if (faults.Count > 0)
            return faults;
        return cues.Count switch
        {
            0 => Refusal.Invalid("Media.Vtt.NoCues").On("subtitles"),
            > MostCues => Refusal.Invalid("Media.Vtt.TooMany", MostCues).On("subtitles"),
            _ => cues,
        };
    }

    public static string Write(IReadOnlyList<Cue> cues)
    {
        var vtt = new StringBuilder("WEBVTT\n");
        foreach (var cue in cues)
            vtt.Append(CultureInfo.InvariantCulture, $"\n{Stamp(cue.From)} --> {Stamp(cue.To)}\n{Escape(cue.Text)}\n");
        return vtt.ToString();
    }

    public static string Stamp(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");

    private static Cue? ReadCue(List<string> block, int timing, int line, Cue? before, TimeSpan length, List<Refusal> faults)
    {
        var times = Timing().Match(block[timing]);
        if (!times.Success || Time(times.Groups[1].Value) is not { } from || Time(times.Groups[2].Value) is not { } to)
        {
            faults.Add(Fault("BadTime", line, block[timing].Trim()));
            return null;
        }
        var text = Plain(string.Join('\n', block.Skip(timing + 1)));
        var fault = to <= from ? Fault("EndsBeforeItStarts", line, Stamp(from), Stamp(to))
            : before is not null && from < before.From ? Fault("OutOfOrder", line, Stamp(from))
            : before is not null && from < before.To ? Fault("Overlaps", line, Stamp(from), Stamp(before.To))
            : to > length + TimeSpan.FromSeconds(1) ? Fault("AfterTheEnd", line, Stamp(to), Stamp(length))
            : text.Length == 0 ? Fault("Empty", line)
            : null;
        if (fault is not null)
            faults.Add(fault);
        return new Cue(from, to, text);
    }

    /// <summary>Paragraphs with the number of their first line, as people count.</summary>
    private static IEnumerable<(int Line, List<string> Block)> Blocks(string[] lines, int at)
    {
        // What stands right below the header belongs to it.
        for (; at == 1 && at < lines.Length && lines[at].Trim().Length > 0 && !lines[at].Contains("-->", StringComparison.Ordinal); at++)
        {
        }
        var block = new List<string>();
        var first = at + 1;
        for (; at <= lines.Length; at++)
        {
            if (at < lines.Length && lines[at].Trim().Length > 0)
            {
                if (block.Count == 0)
                    first = at + 1;
                block.Add(lines[at]);
            }
            else if (block.Count > 0)
            {
                yield return (first, block);
                block = [];
            }
        }
    }

    private static bool IsHeader(string line) => line.StartsWith("WEBVTT", StringComparison.Ordinal) && (line.Length == 6 || line[6] is ' ' or '\t');

    private static bool FirstIsNumber(string[] lines) =>
        lines.SkipWhile(line => line.Trim().Length == 0).Take(2).ToArray() is [var number, var timing] && int.TryParse(number.Trim(), out _) && timing.Contains("-->", StringComparison.Ordinal);

    private static bool IsAside(string line) => line.StartsWith("NOTE", StringComparison.Ordinal) || line.StartsWith("STYLE", StringComparison.Ordinal) || line.StartsWith("REGION", StringComparison.Ordinal);

    private static TimeSpan? Time(string stamp)
    {
        var parts = stamp.Replace(',', '.').Split(':');
        var seconds = double.Parse(parts[^1], CultureInfo.InvariantCulture);
        var minutes = int.Parse(parts[^2], CultureInfo.InvariantCulture);
        var hours = parts.Length == 3 ? int.Parse(parts[0], CultureInfo.InvariantCulture) : 0;
        return seconds >= 60 || minutes >= 60 ? null : new TimeSpan(hours, minutes, 0) + TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
    }

    /// <summary>Who speaks stays, as a word; everything else in pointed brackets goes.</summary>
    private static string Plain(string text)
    {
        var plain = System.Net.WebUtility.HtmlDecode(Mark().Replace(Voice().Replace(text, "$1: "), ""));
        return string.Join('\n', new string([.. plain.Where(sign => sign == '\n' || !char.IsControl(sign))]).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
    }

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static Refusal Fault(string what, params object[] args) => Refusal.Invalid($"Media.Vtt.{what}", args).On("subtitles");

    [GeneratedRegex(@"^\s*((?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{3})\s+-->\s+((?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{3})(?:\s.*)?$")]
    private static partial Regex Timing();

    [GeneratedRegex(@"<v(?:\.[^\s>]*)?\s+([^>]{1,80})>")]
    private static partial Regex Voice();

    [GeneratedRegex(@"<[^>]*>")]
    private static partial Regex Mark();
}
