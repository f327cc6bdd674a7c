using System.Globalization;
using Stadtfunk.Lab.Mastodon;
using Stadtfunk.Lab.Slow;
using Stadtfunk.Lab.Telegram;

namespace Stadtfunk.Lab.Faults;

/// <summary>How a network words what every network has to say at times: status and JSON body.</summary>
/// <param name="Error">A failure of its own.</param>
/// <param name="TooMany">Without a time.</param>
/// <param name="TokenExpired">The token is not taken any more.</param>
/// <param name="Duplicate">It already has this post.</param>
internal sealed record Dialect((int Status, string Body) Error, string TooMany, (int Status, string Body) TokenExpired, (int Status, string Body) Duplicate)
{
    /// <summary>Where a 429 names its time, if not as Mastodon does: sets the header, and gives the body.</summary>
    public Func<HttpResponse, int, DateTime, string>? Naming { get; init; }

    private static readonly Dialect Mastodon = new(
        (500, """{"error":"We're sorry, but something went wrong on our end."}"""),
        """{"error":"Too many requests"}""",
        (401, """{"error":"The access token expired"}"""),
        (422, """{"error":"Validation failed: Text has already been posted"}"""));

    private static readonly Dialect Slow = Mastodon with { Duplicate = (409, """{"error":"duplicate"}""") };

    private static readonly Dialect Telegram = new(
        (500, """{"ok":false,"error_code":500,"description":"Internal Server Error"}"""),
        """{"ok":false,"error_code":429,"description":"Too Many Requests"}""",
        (401, """{"ok":false,"error_code":401,"description":"Unauthorized"}"""),
        (400, """{"ok":false,"error_code":400,"description":"Bad Request: MESSAGE_DUPLICATE"}"""));

    public static Dialect Of(string network) => network switch
    {
        SlowNetwork.Name => Slow,
        TelegramNetwork.Name => Telegram,
        _ => Mastodon,
    };

    /// <summary>The body of a 429 that names a time; where the time stands in a header, that is set.</summary>
    public string Limited(HttpResponse response, int seconds, DateTime now)
    {
        if (Naming is { } naming) return naming(response, seconds, now);
        if (this == Telegram)
            return $$$"""{"ok":false,"error_code":429,"description":"Too Many Requests: retry after {{{seconds}}}","parameters":{"retry_after":{{{seconds}}}}}""";
        if (this == Slow)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return TooMany;
        }
        response.Headers["X-RateLimit-Limit"] = "300";
        response.Headers["X-RateLimit-Remaining"] = "0";
        response.Headers["X-RateLimit-Reset"] = MastodonDoor.Iso(now.AddSeconds(seconds));
        return TooMany;
    }
}
