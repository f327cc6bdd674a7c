using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>From when on something that stands there can be ours.</summary>
internal static class Since
{
    // The intent is dated by the database, which may be another machine, and a server's Date by the second.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(30);

    /// <summary>By the server's clock, which may go wrong: what is older than our first call cannot be ours, even if it says the same.</summary>
    public static DateTime Of(Errand errand, Answer.Heard heard, TimeProvider clock)
    {
        var from = errand.IntentAt ?? errand.Post.WrittenAt;
        return heard.Clock is { } there ? from + (there - clock.GetUtcNow().UtcDateTime) - Slack : from - (Slack * 2);
    }

    /// <summary>Meta's "2026-11-23T08:00:00+0000".</summary>
    public static DateTime Read(string time) => DateTimeOffset.TryParse(
        time.EndsWith("+0000", StringComparison.Ordinal) ? $"{time[..^5]}Z" : time, System.Globalization.CultureInfo.InvariantCulture, out var at) ? at.UtcDateTime : DateTime.MinValue;
}
