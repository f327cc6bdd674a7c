using System.Globalization;
using Stadtfunk.Lab.Faults;

namespace Stadtfunk.Lab.YouTube;

/// <summary>YouTube's Data API v3 below <c>google/</c> as far as a city needs it to publish (its discovery document), and Google's page on which its account agrees.</summary>
internal sealed class YouTubeStandIn(YouTubeNetwork network, Uploads uploads) : IStandIn
{
    private static readonly string TooMany = YouTubeReply.Body(429, "rateLimitExceeded", "Resource has been exhausted (e.g. check quota).");

    public string Name => YouTubeNetwork.Name;

    public Dialect Dialect { get; } = new(
        (503, YouTubeReply.Body(503, "backendError", "The service is currently unavailable.")),
        TooMany,
        (401, YouTubeReply.Body(401, "authError", "Invalid Credentials")),
        (409, YouTubeReply.Body(409, "conflict", "Conflict")))
    {
        Naming = (response, seconds, _) =>
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return TooMany;
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        YouTubeOauth.Map(routes);
        uploads.Map(routes);
        Videos.Map(routes);
        Extras.Map(routes);
        routes.MapPut("/lab/youtube/{channel}", (string channel, ChannelHabits habits) => { lock (network.Gate) return network[channel] = habits; });
    }

    public void Reset() => network.Reset();
}
