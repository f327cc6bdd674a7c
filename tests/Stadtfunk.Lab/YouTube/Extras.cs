using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.YouTube;

/// <summary>What belongs to a video: its still, its subtitles, the playlists that it stands in; and what there is to know of the channel.</summary>
internal static class Extras
{
    private const int MostStill = 2 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/google/upload/youtube/v3/thumbnails/set", (Delegate)(async (HttpContext context) =>
        {
            using var memory = new MemoryStream();
            await context.Request.Body.CopyToAsync(memory, CancellationToken.None);
            return await YouTubeCall.Run(context, 50, call => Still(call, memory.ToArray()));
        })).WithMetadata(new Operation("still", YouTubeNetwork.Name));
        routes.MapPost("/google/upload/youtube/v3/captions", (Delegate)(async (HttpContext context) =>
        {
            var both = await Related(context.Request);
            return await YouTubeCall.Run(context, 400, call => both is [var about, var text] ? Caption(call, about, text) : YouTubeReply.Invalid("contentRequired", "The request does not contain the caption track contents."));
        })).WithMetadata(new Operation("captions", YouTubeNetwork.Name));
        routes.MapGet("/google/youtube/v3/channels", YouTubeCall.Route(1, Channel)).WithMetadata(new Operation("verify", YouTubeNetwork.Name));
        routes.MapGet("/google/youtube/v3/playlists", YouTubeCall.Route(1, call => Results.Json(new
        {
            kind = "youtube#playlistListResponse",
            items = call.Habits.Playlists?.Where(one => one.Id == call.Query("id")).Select(one => new { id = one.Id, snippet = new { channelId = YouTubeNetwork.ChannelId(call.Me), title = one.Title } }) ?? [],
        }))).WithMetadata(new Operation("playlists", YouTubeNetwork.Name));
        routes.MapGet("/google/youtube/v3/playlistItems", YouTubeCall.Route(1, Listed)).WithMetadata(new Operation("timeline", YouTubeNetwork.Name));
        routes.MapPost("/google/youtube/v3/playlistItems", YouTubeCall.Route(50, Insert, reads: true)).WithMetadata(new Operation("playlist-add", YouTubeNetwork.Name));
    }

    private static IResult Still(YouTubeCall call, byte[] bytes)
    {
        if (Own(call, call.Query("videoId")) is not { } video) return YouTubeReply.No(404, "videoNotFound", "The video cannot be found.");
        if (!call.Habits.Verified) return YouTubeReply.No(403, "forbidden", "The authenticated user does not have permissions to upload and set custom video thumbnails.");
        if (PictureHead.Of(bytes)?.Type is not ("image/jpeg" or "image/png")) return YouTubeReply.Invalid("invalidImage", "The provided image content is invalid.");
        if (bytes.Length > MostStill) return YouTubeReply.No(413, "mediaBodyTooLarge", "The image is too large.");
        call.Network.Change(video, video with { Still = Convert.ToHexStringLower(SHA256.HashData(bytes)) });
        return Results.Json(new { kind = "youtube#thumbnailSetResponse", items = new[] { new { maxres = new { url = "https://i.ytimg.com/" } } } });
    }

    private static IResult Caption(YouTubeCall call, byte[] about, byte[] text)
    {
        var snippet = JsonSerializer.Deserialize<JsonElement>(about).GetProperty("snippet");
        if (Own(call, YouTubeCall.Text(snippet, "videoId")) is not { } video) return YouTubeReply.No(404, "videoNotFound", "The video identified by the videoId parameter could not be found.");
        if (YouTubeCall.Text(snippet, "language") is not { Length: > 1 } language || YouTubeCall.Text(snippet, "name") is not { Length: <= 150 } name)
            return YouTubeReply.Invalid("invalidMetadata", "The request contains invalid metadata values.");
        var track = $"{language}/{name}";
        if (video.Captions.Split(' ').Any(one => one.StartsWith($"{track}=", StringComparison.Ordinal))) return YouTubeReply.No(409, "captionExists", "A caption track with this language and name exists already.");
        if (!Encoding.UTF8.GetString(text).StartsWith("WEBVTT", StringComparison.Ordinal)) return YouTubeReply.Invalid("badRequest", "The caption track is of no known format.");
        call.Network.Change(video, video with { Captions = $"{video.Captions} {track}={Convert.ToHexStringLower(SHA256.HashData(text))}".Trim() });
        return Results.Json(new { kind = "youtube#caption", id = YouTubeNetwork.NewId(), snippet = new { videoId = video.Id, language, name, status = "serving" } });
    }

    private static IResult Channel(YouTubeCall call)
    {
        if (call.Query("mine") != "true") return YouTubeReply.Invalid("missingRequiredParameter", "No filter selected.");
        // An account without a channel is answered without any items at all.
        if (!call.Habits.HasChannel) return Results.Json(new { kind = "youtube#channelListResponse", pageInfo = new { totalResults = 0 } });
        var id = YouTubeNetwork.ChannelId(call.Me);
        return Results.Json(new
        {
            kind = "youtube#channelListResponse",
            items = new[] { new { id, snippet = new { title = call.Me.Name, customUrl = $"@{call.Me.Name}" }, contentDetails = new { relatedPlaylists = new { uploads = $"UU{id[2..]}" } } } },
        });
    }

    private static IResult Listed(YouTubeCall call)
    {
        var playlist = call.Query("playlistId");
        var uploads = playlist == $"UU{YouTubeNetwork.ChannelId(call.Me)[2..]}";
        if (!uploads && !Owns(call, playlist)) return YouTubeReply.No(404, "playlistNotFound", "The playlist cannot be found.");
        var found = call.Network.Of(call.Me.Name).Where(video => uploads || video.Playlists.Split(' ').Contains(playlist));
        if (call.Query("videoId") is { Length: > 0 } only) found = found.Where(video => video.Id == only);
        return Results.Json(new { kind = "youtube#playlistItemListResponse", items = found.Take(50).Select(video => new { id = $"{playlist}.{video.Id}", contentDetails = new { videoId = video.Id } }) });
    }

    private static IResult Insert(YouTubeCall call)
    {
        var snippet = call.Body.GetProperty("snippet");
        var playlist = YouTubeCall.Text(snippet, "playlistId") ?? "";
        if (!Owns(call, playlist)) return YouTubeReply.No(404, "playlistNotFound", "The playlist cannot be found.");
        if (Own(call, YouTubeCall.Text(snippet.GetProperty("resourceId"), "videoId")) is not { } video) return YouTubeReply.No(404, "videoNotFound", "The video cannot be found.");
        // The same video twice stands there twice.
        call.Network.Change(video, video with { Playlists = $"{video.Playlists} {playlist}".Trim() });
        return Results.Json(new { kind = "youtube#playlistItem", id = $"{playlist}.{video.Id}" });
    }

    private static bool Owns(YouTubeCall call, string playlist) => call.Habits.Playlists?.Any(one => one.Id == playlist) == true;

    private static Video? Own(YouTubeCall call, string? id) => call.Network.Find(id, call.Me.Name) is { } video && video.Channel == call.Me.Name ? video : null;

    public static async Task<List<byte[]>> Related(HttpRequest request)
    {
        var parts = new List<byte[]>();
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/related") return parts;
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(type.Boundary).ToString(), request.Body);
        while (await reader.ReadNextSectionAsync(CancellationToken.None) is { } section)
        {
            using var memory = new MemoryStream();
            await section.Body.CopyToAsync(memory);
            parts.Add(memory.ToArray());
        }
        return parts;
    }
}
