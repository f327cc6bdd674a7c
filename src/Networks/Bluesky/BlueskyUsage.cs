using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>An account has points: 5,000 in an hour, 35,000 in a day; its server says how many are left of whichever are nearest to their end.</summary>
internal static class BlueskyUsage
{
    /// <summary>A record that is made costs so many.</summary>
    private const int Points = 3;

    public static Usage? In(string call, Answer.Heard heard) =>
        call == "POST com.atproto.repo.putRecord" ? RateLimit.In(heard, "ratelimit-limit", "ratelimit-remaining", Points) : null;
}
