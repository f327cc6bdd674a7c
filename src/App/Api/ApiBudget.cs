using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Stadtfunk.App.Api;

/// <summary>How many requests a token has left, reads and writes apart. Each fills up again evenly, so a short burst is no harm.</summary>
internal sealed class ApiBudget(IOptions<ApiSettings> settings) : IDisposable
{
    private readonly PartitionedRateLimiter<HttpContext> limiter = PartitionedRateLimiter.Create<HttpContext, (string Token, bool Reads)>(http =>
        RateLimitPartition.GetTokenBucketLimiter((Token: Token(http), Reads: Reads(http)), key => Bucket(Limit(settings.Value, key.Reads))));

    public int LimitOf(HttpContext http) => Limit(settings.Value, Reads(http));

    public RateLimitLease Take(HttpContext http) => limiter.AttemptAcquire(http);

    public long LeftOf(HttpContext http) => limiter.GetStatistics(http)?.CurrentAvailablePermits ?? 0;

    public void Dispose() => limiter.Dispose();

    private static int Limit(ApiSettings settings, bool reads) => Math.Max(1, reads ? settings.ReadsPerMinute : settings.WritesPerMinute);

    // One request comes back every 60/limit seconds.
    private static TokenBucketRateLimiterOptions Bucket(int limit) => new()
    {
        TokenLimit = limit,
        TokensPerPeriod = Math.Max(1, limit / 60),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / limit)),
        QueueLimit = 0,
    };

    private static bool Reads(HttpContext http) => HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);

    // In memory only, and even there not in clear. However the scheme and the spaces around the token are written, it is one token with one budget;
    // only requests with a good one come here.
    private static string Token(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString().Trim();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim())));
    }
}

/// <summary>Says with every answer what is left of the budget, and 429 when nothing is.</summary>
internal sealed class ApiBudgetGate(RequestDelegate next, ApiBudget budget)
{
    public Task Invoke(HttpContext http)
    {
        using var lease = budget.Take(http);
        var limit = budget.LimitOf(http);
        var left = budget.LeftOf(http);
        var headers = http.Response.Headers;
        headers["RateLimit-Limit"] = limit.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Remaining"] = left.ToString(CultureInfo.InvariantCulture);
        headers["RateLimit-Reset"] = Math.Ceiling((limit - left) * 60.0 / limit).ToString(CultureInfo.InvariantCulture);
        if (lease.IsAcquired)
            return next(http);
        headers.RetryAfter = Math.Max(1, Math.Ceiling(60.0 / limit)).ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return Task.CompletedTask;
    }
}
