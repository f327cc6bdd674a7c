using Stadtfunk.Lab.Faults;

namespace Stadtfunk.Lab.X;

/// <summary>X below <c>x/</c>: the API v2 (docs.x.com, its OpenAPI 2.167) as far as a city needs it to post, and the page on which its account agrees.</summary>
internal sealed class XStandIn(XNetwork network) : IStandIn
{
    public string Name => XNetwork.Name;

    public Dialect Dialect { get; } = new(
        (503, """{"title":"Service Unavailable","detail":"Service Unavailable","type":"about:blank","status":503}"""),
        """{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}""",
        (401, """{"title":"Unauthorized","type":"about:blank","status":401,"detail":"Unauthorized"}"""),
        (403, """{"detail":"You are not allowed to create a Tweet with duplicate content.","type":"about:blank","title":"Forbidden","status":403}"""))
    {
        Naming = (response, seconds, now) =>
        {
            XNetwork.Tell(response, 100, 0, now.AddSeconds(seconds));
            return """{"title":"Too Many Requests","detail":"Too Many Requests","type":"about:blank","status":429}""";
        },
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        XOauth.Map(routes);
        XMedia.Map(routes);
        XVideos.Map(routes);
        XTweets.Map(routes);
    }

    public void Reset() => network.Reset();
}
