using Stadtfunk.Lab.Faults;

namespace Stadtfunk.Lab.TikTok;

/// <summary>TikTok's Content Posting API below <c>tiktok/</c> as far as a city needs it, and the page on which its account agrees. A 429 names no time.</summary>
internal sealed class TikTokStandIn(TikTokNetwork network, Pieces pieces) : IStandIn
{
    public string Name => TikTokNetwork.Name;

    public Dialect Dialect { get; } = new(
        (500, TikTokReply.Body("internal_error")),
        TikTokReply.Body("rate_limit_exceeded"),
        (401, TikTokReply.Body("access_token_invalid")),
        (400, TikTokReply.Body("invalid_params")))
    {
        Naming = (_, _, _) => TikTokReply.Body("rate_limit_exceeded"),
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        TikTokOauth.Map(routes);
        Posting.Map(routes);
        pieces.Map(routes);
        Asking.Map(routes);
        Knocking.Map(routes);
    }

    public void Reset() => network.Reset();
}
