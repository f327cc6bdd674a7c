using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.X;

/// <param name="ProcessingMs">How long a video is worked on.</param>
/// <param name="AtOnce">No work is done on a video, and none is spoken of.</param>
/// <param name="PostsPerQuarter">Posts in a quarter of an hour.</param>
/// <param name="MayEdit">Some accounts may.</param>
/// <param name="Without">Scopes that a renewal no longer brings, as words between blanks.</param>
internal sealed record XHabits(int ProcessingMs = 0, bool AtOnce = false, int PostsPerQuarter = 100, bool MayEdit = false, string Without = "");

/// <summary>A video from the first segment on.</summary>
internal sealed class XUpload(string id, string account, long size, string folder, DateTime ends)
{
    public string Id { get; } = id;
    public string Account { get; } = account;
    public long Size { get; } = size;
    public string Folder { get; } = folder;
    public DateTime Ends { get; } = ends;
    public SortedDictionary<int, long> Segments { get; } = [];
    public bool IsFinal { get; set; }
    public bool IsBroken { get; set; }
    public DateTime ReadyAt { get; set; }

    public string FileOf(int segment) => Path.Combine(Folder, $"{segment}");

    public string StateAt(DateTime now) => ReadyAt > now ? "in_progress" : IsBroken ? "failed" : "succeeded";
}

/// <summary>Videos in numbered segments, their state, and subtitles that are uploaded apart and then tied to one.</summary>
internal static partial class XVideos
{
    private const long MostBytes = 512L * 1024 * 1024;
    private const int MostSegment = 5 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/x/2/media/upload/initialize", async (HttpContext context) =>
        {
            var body = await XTweets.Body(context);
            return XCall.Run(context, "media.write", call => Begin(call, body));
        }).WithMetadata(new Operation("upload", XNetwork.Name));
        routes.MapPost("/x/2/media/upload/{id}/append", (HttpContext context, string id, Fields? fields) => XCall.Run(context, "media.write", call => Append(call, id, fields)))
            .WithMetadata(new Operation("media", XNetwork.Name));
        routes.MapPost("/x/2/media/upload/{id}/finalize", (HttpContext context, string id) => XCall.Run(context, "media.write", call => Finish(call, id)))
            .WithMetadata(new Operation("finish", XNetwork.Name));
        routes.MapGet("/x/2/media/upload", (HttpContext context) => XCall.Run(context, "media.write", State)).WithMetadata(new Operation("media-state", XNetwork.Name));
        routes.MapPost("/x/2/media/subtitles", async (HttpContext context) =>
        {
            var body = await XTweets.Body(context);
            return XCall.Run(context, "media.write", call => Tie(call, body));
        }).WithMetadata(new Operation("captions", XNetwork.Name));
        routes.MapPut("/lab/x/{account}", (string account, XHabits habits, XNetwork network) => { lock (network.Gate) return network[account] = habits; });
    }

    /// <summary>A file of subtitles; null when it is none.</summary>
    public static string? Srt(byte[] bytes) => SubRip().IsMatch(Encoding.UTF8.GetString(bytes)) ? Convert.ToHexStringLower(SHA256.HashData(bytes)) : null;

    private static IResult Begin(XCall call, JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } json) return XReply.Invalid("The request body is no JSON object.");
        foreach (var field in json.EnumerateObject())
            if (field.Name is not ("media_type" or "total_bytes" or "media_category" or "additional_owners" or "shared")) return XReply.Invalid($"[{field.Name}] is not defined in the schema");
        if (!json.TryGetProperty("total_bytes", out var total) || !total.TryGetInt64(out var size) || size <= 0) return XReply.Invalid("The `total_bytes` field is missing.");
        if (!json.TryGetProperty("media_type", out var type) || type.GetString() is not "video/mp4") return XReply.Invalid("media type unrecognized.");
        if (!json.TryGetProperty("media_category", out var category) || category.GetString() is not "tweet_video") return XReply.Invalid("The `media_category` is not one of [tweet_video].");
        if (size > MostBytes) return XReply.Invalid($"File size exceeds {MostBytes} bytes.");
        var upload = call.Network.Begin(call.Me, size);
        return Results.Json(new { data = new { id = upload.Id, media_key = $"13_{upload.Id}", expires_after_secs = (int)XNetwork.MediaLife.TotalSeconds } });
    }

    private static IResult Append(XCall call, string id, Fields? fields)
    {
        if (call.Network.UploadOf(id, call.Me.Name) is not { IsFinal: false } upload) return XReply.Invalid("The media id is invalid.");
        if (!int.TryParse(fields?["segment_index"], out var index) || index is < 0 or > 999) return XReply.Invalid("The `segment_index` is not between 0 and 999.");
        if (fields!.Files.GetFile("media") is not { } file || file.Length is 0 or > MostSegment) return XReply.Invalid($"The `media` has to have between 1 and {MostSegment} bytes.");
        using (var to = File.Create(upload.FileOf(index))) file.CopyTo(to);
        upload.Segments[index] = file.Length;
        return Results.Json(new { data = new { expires_at = new DateTimeOffset(upload.Ends).ToUnixTimeSeconds() } });
    }

    private static IResult Finish(XCall call, string id)
    {
        if (call.Network.UploadOf(id, call.Me.Name) is not { IsFinal: false } upload) return XReply.Invalid("The media id is invalid.");
        if (upload.Segments.Values.Sum() != upload.Size || upload.Segments.Keys.Last() != upload.Segments.Count - 1)
            return XReply.Invalid("Segments do not add up to provided total file size.");
        call.Network.Finish(upload);
        if (call.Network[upload.Account].AtOnce) return Results.Json(new { data = new { id, media_key = $"13_{id}", size = upload.Size } });
        return Results.Json(new { data = new { id, media_key = $"13_{id}", size = upload.Size, processing_info = new { state = "pending", check_after_secs = 1 } } });
    }

    private static IResult State(XCall call)
    {
        var query = call.Http.Request.Query;
        if (query["command"] != "STATUS") return XReply.Invalid("The `command` query parameter is not one of [STATUS].");
        var id = query["media_id"].ToString();
        if (call.Network.UploadOf(id, call.Me.Name) is not { IsFinal: true } upload) return XReply.Invalid("The media id is invalid.");
        if (call.Network[upload.Account].AtOnce) return Results.Json(new { data = new { id, media_key = $"13_{id}", size = upload.Size } });
        var state = upload.StateAt(call.Network.Now);
        object info = state switch
        {
            "failed" => new { state, error = new { code = 1, name = "InvalidMedia", message = "Unsupported video format" } },
            "in_progress" => new { state, check_after_secs = 2, progress_percent = 40 },
            _ => new { state, progress_percent = 100 },
        };
        return Results.Json(new { data = new { id, media_key = $"13_{id}", size = upload.Size, processing_info = info } });
    }

    private static IResult Tie(XCall call, JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } json || !json.TryGetProperty("id", out var video) || !json.TryGetProperty("media_category", out var category)
            || !json.TryGetProperty("subtitles", out var subtitles) || subtitles.ValueKind is not JsonValueKind.Object)
            return XReply.Invalid("The request body does not name `id`, `media_category` and `subtitles`.");
        if (category.GetString() is not ("TweetVideo" or "AmplifyVideo")) return XReply.Invalid("The `media_category` is not one of [AmplifyVideo, TweetVideo].");
        if (call.Network.Medium(video.GetString() ?? "", call.Me.Name) is not { Picture.Type: "video/mp4" } medium) return XReply.Invalid("The media id is invalid.");
        var (id, code) = (Text(subtitles, "id"), Text(subtitles, "language_code"));
        if (!Language().IsMatch(code) || Text(subtitles, "display_name").Length == 0) return XReply.Invalid("The `language_code` field is not a language.");
        if (call.Network.Medium(id, call.Me.Name) is not { Picture: { Type: "text/srt", Sha256: var hash } }) return XReply.Invalid("The media id of the subtitles is invalid.");
        call.Network.Change(medium with { Subtitles = $"{code}={hash}" });
        return Results.Json(new { data = new { id = medium.Picture.Id, associated_subtitles = new[] { new { id, language_code = code } } } });
    }

    private static string Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    [GeneratedRegex(@"^1\r?\n\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}\r?\n\S")]
    private static partial Regex SubRip();

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex Language();
}
