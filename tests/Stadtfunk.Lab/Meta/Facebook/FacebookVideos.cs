using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Mastodon;

namespace Stadtfunk.Lab.Meta.Facebook;

/// <param name="ProcessingMs">How long a page's video is worked on.</param>
/// <param name="WorksAhead">A Reel is worked on as soon as it was brought, before it is finished.</param>
/// <param name="SaysBytes">It says how much of a Reel has come.</param>
internal sealed record PageHabits(int ProcessingMs = 0, bool WorksAhead = false, bool SaysBytes = true);

/// <summary>A video of a page, from the first piece on; shown once it is published.</summary>
internal sealed record PageVideo(string Id, EntryPicture File, string Description, bool IsPublished, DateTime At)
{
    public string Captions { get; init; } = "";
    public string Still { get; init; } = "";
    public bool IsReel { get; init; }

    /// <summary>What it came to while it was worked on; null: it is fit to be seen.</summary>
    public string? Broken { get; init; }
}

/// <summary>An upload that was begun and not finished.</summary>
internal sealed record VideoUpload(string Video, long Size, string File, DateTime Ends)
{
    public long There { get; set; }

    /// <summary>Of a Reel: how much of it has come, also while it is not whole.</summary>
    public long Came { get; set; }
}

/// <summary>Videos of a page: pieces as Facebook asks for them, then subtitles and still, and all that before anybody sees it.</summary>
internal static partial class FacebookVideos
{
    public const int Piece = 4 * 1024 * 1024;

    public static IResult Upload(GraphCall call, FacebookPage page, FacebookStandIn network) => call.Fields["upload_phase"] switch
    {
        "start" => Start(call, page, network),
        "transfer" => OfUpload(call, page, upload => Transfer(call, upload)),
        "finish" => OfUpload(call, page, upload => Finish(call, page, network, upload)),
        _ => GraphReply.Param("Invalid parameter: upload_phase"),
    };

    public static IResult Captions(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        if (page.Videos.GetValueOrDefault(call.Fields["post"]!) is not { } video) return GraphReply.NotThere;
        if (call.Fields.Files.GetFile("captions_file") is not { } file || SrtName().Match(file.FileName) is not { Success: true } named)
            return GraphReply.No(386, "The name of the captions file has to be filename.locale.srt");
        using var reader = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var text = reader.ReadToEnd();
        if (!Srt().IsMatch(text)) return GraphReply.No(385, "The captions file is of no known format");
        network.Change(page, video, video with { Captions = $"{named.Groups[1].Value}={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}" });
        return Results.Json(new { success = true });
    }

    public static IResult Still(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        if (page.Videos.GetValueOrDefault(call.Fields["post"]!) is not { } video) return GraphReply.NotThere;
        if (call.Fields.Files.GetFile("source") is not { } file) return GraphReply.Param("Param source is required");
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        if (PictureHead.Of(memory.ToArray())?.Type is not ("image/jpeg" or "image/png")) return GraphReply.No(324, "Missing or invalid image file");
        network.Change(page, video, video with { Still = Convert.ToHexStringLower(SHA256.HashData(memory.ToArray())) });
        return Results.Json(new { success = true });
    }

    public static IResult Read(GraphCall call, FacebookPage page, FacebookStandIn network, PageVideo video)
    {
        if (video.IsReel) return FacebookReels.Read(call, page, network, video);
        var status = !video.File.Type.StartsWith("video/", StringComparison.Ordinal) ? "error" : video.At.AddMilliseconds(network[page.Name].ProcessingMs) > call.Now ? "processing" : "ready";
        return Results.Json(GraphReply.Only(call.Fields["fields"], new()
        {
            ["id"] = video.Id, ["description"] = video.Description, ["published"] = video.IsPublished, ["status"] = new { video_status = status },
            ["from"] = new { id = page.Id, name = page.Name }, ["permalink_url"] = $"/{page.Id}/videos/{video.Id}/",
        }));
    }

    public static IResult Change(GraphCall call, FacebookPage page, FacebookStandIn network, PageVideo video)
    {
        if (call.Fields["description"]?.Length > FacebookEndpoints.MostText) return GraphReply.Param("Your message is too long.");
        if (call.Fields["published"] is "false" && video.IsPublished) return GraphReply.Param("A published video cannot be unpublished");
        network.Change(page, video, video with { Description = call.Fields["description"] ?? video.Description, IsPublished = video.IsPublished || call.Fields["published"] is "true" });
        return Results.Json(new { success = true });
    }

    private static IResult Start(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        if (!long.TryParse(call.Fields["file_size"], CultureInfo.InvariantCulture, out var size) || size <= 0) return GraphReply.Param("Param file_size is required");
        var (session, upload) = network.Begin(page, size);
        return Results.Json(new { video_id = upload.Video, upload_session_id = session, start_offset = "0", end_offset = $"{EndOf(upload)}" });
    }

    private static IResult OfUpload(GraphCall call, FacebookPage page, Func<VideoUpload, IResult> act) =>
        page.Uploads.GetValueOrDefault(call.Fields["upload_session_id"] ?? "") is { } upload && upload.Ends > call.Now ? act(upload)
        : GraphReply.No(6000, "There was a problem uploading your video file. The upload session does not exist.", 1363033);

    private static IResult Transfer(GraphCall call, VideoUpload upload)
    {
        if (call.Fields.Files.GetFile("video_file_chunk") is not { } piece) return GraphReply.Param("Param video_file_chunk is required");
        // It says which piece it wants.
        if (call.Fields["start_offset"] != $"{upload.There}" || piece.Length != EndOf(upload) - upload.There)
            return Results.Json(new
            {
                error = new
                {
                    message = "(#6001) There was a problem uploading your video file. Please try again.", type = "OAuthException", code = 6001, error_subcode = 1363037, is_transient = false, fbtrace_id = "AbCdEfGhIjK",
                    error_data = new { start_offset = $"{upload.There}", end_offset = $"{EndOf(upload)}" },
                },
            }, statusCode: 400);
        using (var file = new FileStream(upload.File, FileMode.Append)) piece.CopyTo(file);
        upload.There += piece.Length;
        return Results.Json(new { start_offset = $"{upload.There}", end_offset = $"{EndOf(upload)}" });
    }

    private static IResult Finish(GraphCall call, FacebookPage page, FacebookStandIn network, VideoUpload upload)
    {
        if (upload.There < upload.Size) return GraphReply.No(6001, "The upload is not complete", 1363019);
        if (call.Fields["published"] is not ("true" or "false")) return GraphReply.Param("Param published must be a boolean");
        if (call.Fields["description"]?.Length > FacebookEndpoints.MostText) return GraphReply.Param("Your message is too long.");
        string hash;
        var head = new byte[64];
        using (var file = File.OpenRead(upload.File))
        {
            file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            file.Position = 0;
            hash = Convert.ToHexStringLower(SHA256.HashData(file));
        }
        File.Delete(upload.File);
        page.Uploads.Remove(call.Fields["upload_session_id"]!);
        var type = PictureHead.Of(head)?.Type ?? "application/octet-stream";
        network.Add(page, new PageVideo(upload.Video, new EntryPicture(upload.Video, null, null, type, upload.Size, hash, 0, 0), call.Fields["description"] ?? "", call.Fields["published"] is "true", call.Now));
        return Results.Json(new { success = true });
    }

    private static long EndOf(VideoUpload upload) => Math.Min(upload.There + Piece, upload.Size);

    [GeneratedRegex(@"^[^.]+\.([a-z]{2}_[A-Z]{2})\.srt$")]
    private static partial Regex SrtName();

    [GeneratedRegex(@"^1\r?\n\d\d:\d\d:\d\d,\d{3} --> \d\d:\d\d:\d\d,\d{3}\r?\n\S")]
    private static partial Regex Srt();
}
