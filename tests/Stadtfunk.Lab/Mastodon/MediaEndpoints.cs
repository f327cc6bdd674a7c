namespace Stadtfunk.Lab.Mastodon;

internal static class MediaEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v2/media", Upload).WithMetadata(new Operation("media", Scope: "write:media", Family: Family.Media));
        routes.MapGet("/api/v1/media/{id}", State).WithMetadata(new Operation("media-state", Scope: "write:media"));
        routes.MapPut("/api/v1/media/{id}", Describe).WithMetadata(new Operation("media-edit", Scope: "write:media"));
    }

    private static async Task<IResult> Upload(Caller caller, Fields? fields)
    {
        if (fields?.File is not { } file) return Refusal.Invalid("File can't be blank");
        var settings = caller.Instance.Settings;
        // The head of a picture tells its size; of a video nothing but its type is read.
        var head = await HeadOf(file);
        if (head is null || (!head.IsImage && !settings.TakesVideos)) return Refusal.Invalid("File content type is invalid, File is invalid");
        if (head.IsImage && file.Length > settings.ImageBytes) return Refusal.Invalid($"File file size must be less than {settings.ImageBytes >> 20} MB");
        if (!head.IsImage && file.Length > settings.VideoBytes) return Refusal.Invalid($"File file size must be less than {settings.VideoBytes >> 20} MB");
        if ((long)head.Width * head.Height > settings.ImagePixels) return Refusal.Say(422, $"{head.Width}x{head.Height} images are not supported");
        if (TooLong(fields["description"], settings) is { } refusal) return refusal;
        var thumbnail = fields.Files.GetFile("thumbnail");
        if (thumbnail is not null && await HeadOf(thumbnail) is not { Type: "image/jpeg" or "image/png" or "image/gif" or "image/webp" })
            return Refusal.Invalid("Thumbnail content type is invalid, Thumbnail is invalid");
        var medium = await caller.Instance.Media.Add(caller.Me.Name, head, file, thumbnail, fields["description"], fields["focus"]);
        return Results.Json(Views.Of(medium, caller), statusCode: caller.Instance.Media.IsReady(medium) ? 200 : 202);
    }

    private static async Task<PictureHead?> HeadOf(IFormFile file)
    {
        await using var stream = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, 20_000_000)];
        await stream.ReadExactlyAsync(bytes);
        return PictureHead.Of(bytes);
    }

    private static IResult State(string id, Caller caller) => Own(id, caller) is not { } medium ? Refusal.NotFound
        : caller.Instance.Media.IsReady(medium) && medium is { IsImage: false } && caller.Instance.Settings.VideosFail ? Refusal.Say(422, "Error processing thumbnail for uploaded media")
        : Results.Json(Views.Of(medium, caller), statusCode: caller.Instance.Media.IsReady(medium) ? 200 : 206);

    private static IResult Describe(string id, Caller caller, Fields? fields)
    {
        if (fields is null) return Refusal.Say(400, "The request could not be read");
        lock (caller.Instance.Gate)
        {
            if (Own(id, caller) is not { } medium || caller.Instance.Statuses.IsAttached(id, null)) return Refusal.NotFound;
            if (TooLong(fields["description"], caller.Instance.Settings) is { } refusal) return refusal;
            return Results.Json(Views.Of(caller.Instance.Media.Describe(medium, fields["description"], fields["focus"]), caller));
        }
    }

    public static IResult? TooLong(string? description, MastodonSettings settings) =>
        description is not null && new System.Globalization.StringInfo(description).LengthInTextElements > settings.DescriptionLimit
            ? Refusal.Invalid($"Description is too long (maximum is {settings.DescriptionLimit} characters)")
            : null;

    private static Medium? Own(string id, Caller caller) =>
        caller.Instance.Media.Find(id) is { } medium && medium.Account == caller.Me.Name ? medium : null;
}
