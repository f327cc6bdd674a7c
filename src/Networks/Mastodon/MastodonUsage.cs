using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>A server says after each call how many are left; what other calls than those that post have left is no concern of posts.</summary>
internal static class MastodonUsage
{
    public static Usage? In(string call, Answer.Heard heard) =>
        call == "POST statuses" ? RateLimit.In(heard, "x-ratelimit-limit", "x-ratelimit-remaining") : null;
}
