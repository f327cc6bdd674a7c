namespace Stadtfunk.Lab.TikTok;

/// <summary>Who the creator is, what became of a post, and which videos everybody can see.</summary>
internal static class Asking
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/tiktok/v2/user/info/", TikTokCall.Route("user.info.basic", "user", 600, User)).WithMetadata(new Operation("verify", TikTokNetwork.Name));
        routes.MapPost("/tiktok/v2/post/publish/status/fetch/", TikTokCall.Route("video.upload", "status", 30, Status)).WithMetadata(new Operation("read", TikTokNetwork.Name));
        routes.MapPost("/tiktok/v2/video/query/", TikTokCall.Route("video.list", "query", 600, Query)).WithMetadata(new Operation("query", TikTokNetwork.Name));
        routes.MapPut("/lab/tiktok/{creator}", (string creator, CreatorHabits habits, TikTokNetwork network) => { lock (network.Gate) return network[creator] = habits; });
        // A person finishes the oldest draft in the app.
        routes.MapPost("/lab/tiktok/{creator}/finish", (string creator, string? privacy, TikTokNetwork network) =>
        {
            lock (network.Gate)
            {
                if (network.Jobs.Find(job => job.Creator == creator && job is { Draft: true, PostId: "", WholeAt: not null }) is not { } draft) return Results.NotFound();
                network.Publish(draft, privacy ?? "public");
                return Results.Ok(draft.PostId);
            }
        });
    }

    private static IResult User(TikTokCall call)
    {
        if (call.Http.Request.Query["fields"].ToString().Split(',') is not [_, ..] fields || fields.Any(field => field is not ("open_id" or "display_name" or "username" or "avatar_url")))
            return TikTokReply.Invalid("fields");
        return TikTokReply.Ok(new { user = new { open_id = $"open-{call.Me.Name}", display_name = call.Me.Name, username = call.Me.Name } });
    }

    private static IResult Status(TikTokCall call)
    {
        if (call.Network.Jobs.Find(job => job.Id == TikTokCall.Text(call.Body, "publish_id") && job.Creator == call.Me.Name) is not { } job)
            return TikTokReply.No(400, "invalid_publish_id", "The publish_id does not exist.");
        var working = job.WholeAt is null || job.WholeAt.Value.AddMilliseconds(call.Habits.ProcessingMs) > call.Network.Now;
        var status = job.Fail.Length > 0 ? "FAILED" : working ? job.Photo ? "PROCESSING_DOWNLOAD" : "PROCESSING_UPLOAD" : job.Draft && job.PostId.Length == 0 ? "SEND_TO_USER_INBOX" : "PUBLISH_COMPLETE";
        var data = new Dictionary<string, object> { ["status"] = status };
        if (job.Fail.Length > 0) data["fail_reason"] = job.Fail;
        if (!job.Photo && call.Habits.SaysBytes) data["uploaded_bytes"] = job.WholeAt is null ? job.Came : job.Size;
        var known = status == "PUBLISH_COMPLETE" && job.Privacy == "public" && job.PublishedAt.AddMilliseconds(call.Habits.ModerationMs) <= call.Network.Now;
        data["publicaly_available_post_id"] = known ? [long.Parse(job.PostId, System.Globalization.CultureInfo.InvariantCulture)] : Array.Empty<long>();
        return TikTokReply.Ok(data);
    }

    private static IResult Query(TikTokCall call)
    {
        if (call.Http.Request.Query["fields"].ToString().Length == 0 || !call.Part("filters").TryGetProperty("video_ids", out var ids)) return TikTokReply.Invalid("fields or filters");
        var wanted = ids.EnumerateArray().Select(id => id.GetString()).ToHashSet();
        return TikTokReply.Ok(new
        {
            videos = call.Network.Jobs.Where(job => job.Creator == call.Me.Name && !job.Photo && job.Privacy == "public" && job.PostId.Length > 0 && wanted.Contains(job.PostId)).Select(job => new { id = job.PostId }),
        });
    }
}
