using Stadtfunk.Lab.Faults;

namespace Stadtfunk.Lab.LinkedIn;

/// <summary>LinkedIn below <c>linkedin/</c>: the versioned API as far as an organisation needs it to post, and the page on which a member agrees.</summary>
internal sealed class LinkedInStandIn(LinkedInNetwork network) : IStandIn
{
    private const string TooMany = """{"status":429,"code":"TOO_MANY_REQUESTS","message":"Resource level throttle APPLICATION_DAY limit for calls to this resource is reached."}""";

    public string Name => LinkedInNetwork.Name;

    public Dialect Dialect { get; } = new(
        (500, """{"status":500,"code":"INTERNAL_SERVER_ERROR","message":"Internal Server Error"}"""),
        TooMany,
        (401, """{"status":401,"serviceErrorCode":65602,"code":"EXPIRED_ACCESS_TOKEN","message":"The token used in the request has expired"}"""),
        (422, """{"status":422,"message":"Content is a duplicate of urn:li:share:7200000000000000000","errorDetails":{"inputErrors":[{"code":"DUPLICATE_POST"}]}}"""))
    {
        // It never says for how long; its allowances begin anew at midnight UTC.
        Naming = (_, _, _) => TooMany,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        LinkedInOauth.Map(routes);
        LinkedInPages.Map(routes);
        LinkedInImages.Map(routes);
        LinkedInVideos.Map(routes);
        LinkedInDocuments.Map(routes);
        LinkedInPosts.Map(routes);
        routes.MapPut("/lab/linkedin/{member}", (string member, MemberHabits habits) => { lock (network.Gate) return network[member] = habits; });
    }

    public void Reset() => network.Reset();
}
