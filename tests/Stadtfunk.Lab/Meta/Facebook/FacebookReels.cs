using System.Globalization;
using System.Security.Cryptography;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;
using Stadtfunk.Lab.Meta.Containers;

namespace Stadtfunk.Lab.Meta.Facebook;

/// <summary>Reels of a page: begun, brought through the upload door, finished. That the finish was taken does not mean that anybody sees it yet.</summary>
internal static class FacebookReels
{
    private const int PerDay = 30;

    /// <summary>The door stands on a host of its own at the real one, takes the bytes as they are, and knows only who brings them.</summary>
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/rupload/{version}/{video}", async (HttpContext context, string video, FacebookStandIn network, AccountBook accounts, LabClock clock) =>
        {
            if (context.GetRouteValue("version") as string != FacebookStandIn.Version) return GraphReply.No(2635, "You are calling a deprecated version of the API.");
            if (!context.Request.Headers.Authorization.ToString().StartsWith("OAuth ", StringComparison.Ordinal)
                || accounts.ByToken(FacebookStandIn.Network, Operation.BearerOf(context)) is not { Revoked: false } grant || accounts.Of(FacebookStandIn.Network, grant.Account) is not { } account)
                return GraphReply.No(190, "Invalid OAuth access token - Cannot parse access token", status: 401);
            if (!long.TryParse(context.Request.Headers["file_size"], CultureInfo.InvariantCulture, out var size) || size <= 0 || !long.TryParse(context.Request.Headers["offset"], CultureInfo.InvariantCulture, out var offset))
                return GraphReply.Param("Headers offset and file_size are required");
            VideoUpload? upload;
            lock (network.Gate) upload = network.Of(account).Reels.GetValueOrDefault(video);
            if (upload is null || upload.Ends <= clock.Now) return GraphReply.No(6000, "There was a problem uploading your video file. The upload session does not exist.", 1363033);
            // It says how far it is, and takes what comes next and nothing else.
            if (offset != upload.Came || upload.There > 0) return GraphReply.No(6001, "There was a problem uploading your video file. Please try again.", 1363037);
            await Take(context.Request.Body, upload, network.Of(account));
            if (upload.Came != size) return GraphReply.No(6001, "The upload is not complete", 1363019);
            lock (network.Gate) upload.There = size;
            return Results.Json(new { success = true });
        }).WithMetadata(new Operation("rupload", FacebookStandIn.Network) { KeepsHalf = true });

    /// <summary>Cut off in the middle, what came stays.</summary>
    private static async Task Take(Stream body, VideoUpload upload, FacebookPage page)
    {
        await using var file = new FileStream(upload.File, upload.Came == 0 ? FileMode.Create : FileMode.Append);
        var bite = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(bite)) > 0; upload.Came += read, page.Brought += read) await file.WriteAsync(bite.AsMemory(0, read));
    }

    public static IResult Answer(GraphCall call, FacebookPage page, FacebookStandIn network) => call.Fields["upload_phase"] switch
    {
        "start" => Start(call, page, network),
        "finish" => Finish(call, page, network),
        _ => GraphReply.Param("Invalid parameter: upload_phase"),
    };

    public static IResult Begun(GraphCall call, FacebookPage page, FacebookStandIn network, VideoUpload upload) => network[page.Name] is { WorksAhead: true } habits && upload.There > 0 && upload.Ends > call.Now
        ? State(call, page, upload.Video, "", habits.ProcessingMs > 0 ? "processing" : "ready", "complete", habits.ProcessingMs > 0 ? "in_progress" : "complete", "not_started", "draft")
        : State(call, page, upload.Video, "", upload.Ends <= call.Now ? "expired" : upload.There > 0 ? "upload_complete" : "uploading", upload.There > 0 ? "complete" : "in_progress", "not_started", "not_started", "draft",
            upload.There > 0 || !network[page.Name].SaysBytes ? null : upload.Came);

    public static IResult Read(GraphCall call, FacebookPage page, FacebookStandIn network, PageVideo video)
    {
        var isWorked = video.At.AddMilliseconds(network[page.Name].ProcessingMs) <= call.Now;
        return !isWorked ? State(call, page, video.Id, video.Description, "processing", "complete", "in_progress", "not_started", "draft")
            : video.Broken is not null ? State(call, page, video.Id, video.Description, "error", "complete", "error", "not_started", "error")
            : State(call, page, video.Id, video.Description, "ready", "complete", "complete", "complete", "published");
    }

    private static IResult Start(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        var upload = network.BeginReel(page);
        return Results.Json(new { video_id = upload.Video, upload_url = $"{call.Fields["door"]}rupload/{FacebookStandIn.Version}/{upload.Video}" });
    }

    private static IResult Finish(GraphCall call, FacebookPage page, FacebookStandIn network)
    {
        var id = call.Fields["video_id"] ?? "";
        if (page.Videos.ContainsKey(id)) return GraphReply.Param("The video was published already");
        if (page.Reels.GetValueOrDefault(id) is not { } upload || upload.Ends <= call.Now) return GraphReply.No(6000, "The upload session does not exist.", 1363033);
        if (upload.There == 0) return GraphReply.No(6001, "The upload is not complete", 1363019);
        if (call.Fields["video_state"] is not "PUBLISHED") return GraphReply.Param("Param video_state must be one of {PUBLISHED, SCHEDULED, DRAFT}");
        var description = call.Fields["description"] ?? "";
        if (description.Length > FacebookEndpoints.MostText) return GraphReply.Param("Your message is too long.");
        if (network.ReelsToday(page) >= PerDay) return GraphReply.No(613, "Calls to this api have exceeded the rate limit.");
        var start = new byte[1_000_000];
        string hash;
        using (var file = File.OpenRead(upload.File))
        {
            start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            file.Position = 0;
            hash = Convert.ToHexStringLower(SHA256.HashData(file));
        }
        File.Delete(upload.File);
        page.Reels.Remove(id);
        var head = Mp4Head.Of(start);
        var broken = head is not null && IsReel(head) ? null : "unfit";
        network.Add(page, new PageVideo(id, new EntryPicture(id, null, null, "video/mp4", upload.There, hash, head?.Width ?? 0, head?.Height ?? 0), description, broken is null, call.Now) { IsReel = true, Broken = broken });
        return Results.Json(new { success = true });
    }

    private static bool IsReel(Mp4Head head) => Math.Abs(((double)head.Width / head.Height) - 0.5625) <= 0.006 && head.Width >= 540 && head.Height >= 960
        && head.Length >= TimeSpan.FromSeconds(3) && head.Length <= TimeSpan.FromSeconds(90);

    private static IResult State(GraphCall call, FacebookPage page, string id, string description, string words, string uploading, string processing, string publishing, string published, long? came = null) =>
        Results.Json(GraphReply.Only(call.Fields["fields"], new()
        {
            ["id"] = id, ["description"] = description, ["from"] = new { id = page.Id, name = page.Name }, ["permalink_url"] = $"/reel/{id}/",
            ["status"] = new { video_status = words, uploading_phase = came is { } bytes ? (object)new { status = uploading, bytes_transferred = bytes } : new { status = uploading }, processing_phase = new { status = processing }, publishing_phase = new { status = publishing, publish_status = published } },
        }));
}
