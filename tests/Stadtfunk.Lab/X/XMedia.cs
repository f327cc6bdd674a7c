using System.Text.Json;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.X;

/// <summary>Pictures in one call, and their descriptions in another.</summary>
internal static class XMedia
{
    private const int MostBytes = 5_000_000, MostAlt = 1000;
    private static readonly string[] Types = ["image/jpeg", "image/png", "image/webp"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/x/2/media/upload", (HttpContext context, Fields? fields) => XCall.Run(context, "media.write", call => Upload(call, fields)))
            .WithMetadata(new Operation("media", XNetwork.Name));
        routes.MapPost("/x/2/media/metadata", async (HttpContext context) =>
        {
            var body = await XTweets.Body(context);
            return XCall.Run(context, "media.write", call => Describe(call, body));
        }).WithMetadata(new Operation("media-edit", XNetwork.Name));
    }

    private static IResult Upload(XCall call, Fields? fields)
    {
        if (fields?.Files.GetFile("media") is not { } file) return XReply.Invalid("The `media` field in the request body is missing.");
        if (fields["media_category"] is "subtitles") return Subtitles(call, fields, file);
        if (fields["media_category"] is not "tweet_image") return XReply.Invalid($"The `media_category` field [{fields["media_category"]}] is not one of [tweet_image, subtitles].");
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        var bytes = memory.ToArray();
        if (PictureHead.Of(bytes) is not { } head || !Types.Contains(head.Type)) return XReply.Invalid("media type unrecognized.");
        if (fields["media_type"] is { } said && said != head.Type) return XReply.Invalid("The `media_type` does not match the media.");
        if (bytes.Length > MostBytes) return XReply.Invalid($"Image file size exceeds {MostBytes} bytes.");
        var id = call.Network.Take(call.Me, head, bytes);
        return Results.Json(new { data = new { id, media_key = $"3_{id}", size = bytes.Length, expires_after_secs = (int)XNetwork.MediaLife.TotalSeconds } });
    }

    private static IResult Subtitles(XCall call, Fields fields, IFormFile file)
    {
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        if (fields["media_type"] is not "text/srt" || XVideos.Srt(memory.ToArray()) is not { } hash) return XReply.Invalid("media type unrecognized.");
        var id = call.Network.Take(call.Me, "text/srt", memory.Length, hash);
        return Results.Json(new { data = new { id, media_key = $"20_{id}", size = memory.Length, expires_after_secs = (int)XNetwork.MediaLife.TotalSeconds } });
    }

    private static IResult Describe(XCall call, JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } json || !json.TryGetProperty("id", out var id)
            || !json.TryGetProperty("metadata", out var metadata) || !metadata.TryGetProperty("alt_text", out var alt) || !alt.TryGetProperty("text", out var text))
            return XReply.Invalid("The request body does not name `id` and `metadata`.");
        if (call.Network.Medium(id.GetString() ?? "", call.Me.Name) is not { } medium) return XReply.Invalid("The media id is invalid.");
        var said = text.GetString() ?? "";
        if (said.Length is 0 or > MostAlt) return XReply.Invalid($"The `alt_text.text` field must have between 1 and {MostAlt} characters.");
        call.Network.Describe(medium, said);
        return Results.Json(new { data = new { id = medium.Picture.Id, associated_metadata = new { alt_text = new { text = said } } } });
    }
}
