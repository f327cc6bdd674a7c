using System.Globalization;
using System.Net.Http.Headers;

namespace Stadtfunk.Networks.Wire;

/// <summary>When a server wants to be asked again: Retry-After, or the reset time of its rate limit (Mastodon: ISO 8601, Bluesky and X: Unix seconds).</summary>
internal static class RetryTime
{
    // A server that names a time of days is not believed: somebody would wait without knowing why.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    private static readonly string[] ResetHeaders = ["X-RateLimit-Reset", "ratelimit-reset", "x-rate-limit-reset"];

    public static TimeSpan? From(HttpResponseHeaders headers, DateTimeOffset now)
    {
        if (headers.RetryAfter is { } retry && (retry.Delta ?? retry.Date - now) is { } after)
            return Sane(after);
        foreach (var name in ResetHeaders)
            if (headers.TryGetValues(name, out var values) && Moment(values.First()) is { } reset)
                return Sane(reset - now);
        return null;
    }

    private static DateTimeOffset? Moment(string value)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
    }

    private static TimeSpan Sane(TimeSpan after) => TimeSpan.FromTicks(Math.Clamp(after.Ticks, TimeSpan.TicksPerSecond, Longest.Ticks));
}
