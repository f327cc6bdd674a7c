using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.YouTube;

/// <summary>Videos: listed by id, changed part by part, deleted. A private one is seen by its channel only.</summary>
internal static class Videos
{
    private const string Path = "/google/youtube/v3/videos";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, YouTubeCall.Route(1, List)).WithMetadata(new Operation("read", YouTubeNetwork.Name));
        routes.MapPut(Path, YouTubeCall.Route(50, Update, reads: true)).WithMetadata(new Operation("post", YouTubeNetwork.Name));
        routes.MapDelete(Path, YouTubeCall.Route(50, Delete)).WithMetadata(new Operation("delete", YouTubeNetwork.Name));
    }

    public static Dictionary<string, object> View(YouTubeNetwork network, Account me, Video video, IReadOnlyList<string> parts)
    {
        var view = new Dictionary<string, object> { ["kind"] = "youtube#video", ["id"] = video.Id };
        if (parts.Contains("snippet"))
        {
            var snippet = new Dictionary<string, object>
            {
                ["publishedAt"] = video.At, ["channelId"] = YouTubeNetwork.ChannelId(me), ["channelTitle"] = me.Name, ["title"] = video.Title, ["description"] = video.Description,
                ["categoryId"] = video.Category, ["defaultLanguage"] = video.Language, ["liveBroadcastContent"] = "none",
            };
            if (video.Tags.Length > 0) snippet["tags"] = video.Tags.Split('|');
            view["snippet"] = snippet;
        }
        if (!parts.Contains("status")) return view;
        var status = new Dictionary<string, object> { ["uploadStatus"] = network.StatusOf(video), ["privacyStatus"] = video.Privacy, ["license"] = "youtube", ["embeddable"] = true, ["madeForKids"] = video.MadeForKids };
        if (network.StatusOf(video) == "rejected") status["rejectionReason"] = network[video.Channel].Rejects!;
        if (network.StatusOf(video) == "failed") status["failureReason"] = "invalidFile";
        view["status"] = status;
        return view;
    }

    private static IResult List(YouTubeCall call)
    {
        if (call.Query("part").Length == 0 || call.Query("id").Length == 0) return YouTubeReply.Invalid("missingRequiredParameter", "No filter selected.");
        var accounts = call.Http.RequestServices.GetRequiredService<AccountBook>();
        var found = call.Query("id").Split(',').Select(id => call.Network.Find(id, call.Me.Name)).OfType<Video>().ToList();
        return Results.Json(new
        {
            kind = "youtube#videoListResponse", items = found.Select(video => View(call.Network, accounts.Of(YouTubeNetwork.Name, video.Channel)!, video, call.Parts)),
            pageInfo = new { totalResults = found.Count, resultsPerPage = found.Count },
        });
    }

    private static IResult Update(YouTubeCall call)
    {
        var (snippet, status) = (call.Parts.Contains("snippet"), call.Parts.Contains("status"));
        if (call.Parts.Any(part => part is not ("snippet" or "status"))) return YouTubeReply.Invalid("unexpectedPart", $"{call.Query("part")}");
        if (Snippet.Fault(call.Body, snippet, status) is { } fault) return fault;
        if (call.Network.Find(YouTubeCall.Text(call.Body, "id"), call.Me.Name) is not { } video) return YouTubeReply.VideoGone;
        if (video.Channel != call.Me.Name) return YouTubeReply.No(403, "forbidden", "Forbidden");
        var changed = Snippet.Written(video, call.Body, snippet, status, call.Habits.Audited);
        call.Network.Change(video, changed);
        return Results.Json(View(call.Network, call.Me, changed, call.Parts));
    }

    private static IResult Delete(YouTubeCall call)
    {
        if (call.Network.Find(call.Query("id"), call.Me.Name) is not { } video) return YouTubeReply.VideoGone;
        if (video.Channel != call.Me.Name) return YouTubeReply.No(403, "forbidden", "The video that you are trying to delete cannot be deleted.");
        call.Network.Delete(video);
        return Results.NoContent();
    }
}
