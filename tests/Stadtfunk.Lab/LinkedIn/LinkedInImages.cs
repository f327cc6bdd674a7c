namespace Stadtfunk.Lab.LinkedIn;

/// <summary>Pictures: an address is asked for, the bytes go there, and then LinkedIn works on them.</summary>
internal static class LinkedInImages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/linkedin/rest/images", LinkedInCall.Route("w_organization_social", Begin)).WithMetadata(new Operation("media", LinkedInNetwork.Name));
        routes.MapPut("/linkedin/dms-uploads/{urn}", async (HttpContext context, string urn) =>
        {
            using var memory = new MemoryStream();
            await context.Request.Body.CopyToAsync(memory, CancellationToken.None);
            return await LinkedInCall.Run(context, "w_organization_social", call => Take(call, urn, memory.ToArray()), versioned: false);
        }).WithMetadata(new Operation("upload", LinkedInNetwork.Name));
        routes.MapGet("/linkedin/rest/images/{urn}", (HttpContext context, string urn) => LinkedInCall.Run(context, "w_organization_social", call => State(call, urn)))
            .WithMetadata(new Operation("media-state", LinkedInNetwork.Name));
    }

    private static IResult Begin(LinkedInCall call)
    {
        if (call.Http.Request.Query["action"] != "initializeUpload" || !call.Body.TryGetProperty("initializeUploadRequest", out var wish) || !wish.TryGetProperty("owner", out var owner))
            return LinkedInReply.Invalid("initializeUploadRequest.owner is missing");
        if (call.Author(owner.GetString()) is not { } page) return LinkedInReply.Denied("Member is not an administrator of the owner.");
        var image = call.Network.NewImage(page);
        var there = $"{call.Http.Request.Scheme}://{call.Http.Request.Host}/linkedin/dms-uploads/{Uri.EscapeDataString(image.Urn)}";
        return Results.Json(new { value = new { uploadUrlExpiresAt = new DateTimeOffset(call.Network.Now.AddHours(1)).ToUnixTimeMilliseconds(), uploadUrl = there, image = image.Urn } });
    }

    private static IResult Take(LinkedInCall call, string urn, byte[] bytes)
    {
        if (call.Network.ImageOf(urn) is not { Picture: null } image || call.Author(image.Owner) is null) return LinkedInReply.Invalid("This address is not one for an upload.");
        call.Network.Fill(image, bytes, call.Network[call.Me.Name].ProcessingMs);
        return Results.StatusCode(201);
    }

    private static IResult State(LinkedInCall call, string urn) => call.Network.ImageOf(urn) is { } image && call.Author(image.Owner) is not null
        ? Results.Json(new { id = urn, owner = image.Owner, status = StatusOf(image, call.Network.Now) })
        : LinkedInReply.NotFound(urn);

    public static string StatusOf(Image image, DateTime now) =>
        image.Picture is null ? "WAITING_UPLOAD" : image.ReadyAt > now ? "PROCESSING" : image.Failed ? "PROCESSING_FAILED" : "AVAILABLE";
}
