namespace Stadtfunk.Lab.LinkedIn;

/// <summary>Which pages a member manages, and how they are called.</summary>
internal static class LinkedInPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/linkedin/rest/organizationalEntityAcls", LinkedInCall.Route("rw_organization_admin", Roles))
            .WithMetadata(new Operation("verify", LinkedInNetwork.Name));
        routes.MapGet("/linkedin/rest/organizations/{id}", (HttpContext context, string id) => LinkedInCall.Run(context, "rw_organization_admin", call =>
            call.Pages.FirstOrDefault(page => page.Id == id) is { Hidden: false } page
                ? Results.Json(new { id = long.Parse(page.Id), localizedName = page.Name, vanityName = page.Vanity })
                : LinkedInReply.Denied("Member does not have permission to read this organization."))).WithMetadata(new Operation("account", LinkedInNetwork.Name));
    }

    private static IResult Roles(LinkedInCall call)
    {
        if (call.Http.Request.Query["q"] != "roleAssignee" || call.Method != "FINDER") return LinkedInReply.Invalid("Unknown finder");
        return Results.Json(new
        {
            elements = call.Pages.Select(page => new { role = page.Role, state = "APPROVED", organizationalTarget = page.Urn, roleAssignee = $"urn:li:person:{call.Me.Id}" }),
            paging = new { start = 0, count = 10, links = Array.Empty<object>() },
        });
    }
}
