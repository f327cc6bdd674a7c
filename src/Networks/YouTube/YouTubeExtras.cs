using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.YouTube;

/// <summary>
/// What belongs to a video before anybody sees it: its still, its subtitles, its place in a playlist. Kept is what is done, "-" what it goes without.
/// Without subtitles no video goes out; the still and the playlist are not worth holding one back.
/// </summary>
internal sealed class YouTubeExtras(YouTubeApi api, YouTubeErrors errors)
{
    private const string Still = "still", Subtitles = "subtitles", Playlist = "playlist", Without = "-";

    // The kept ones belong to one video: brought anew, it needs them anew.
    private static string Mark(string id, string what) => $"{id} {what}";

    /// <summary>Null when all is there.</summary>
    public async Task<Step?> Bring(Errand errand, OutgoingVideo video, string id, CancellationToken ct) =>
        await BringStill(errand, video, id, ct) ?? await BringSubtitles(errand, video, id, ct) ?? await BringToPlaylist(errand, id, ct);

    private async Task<Step?> BringStill(Errand errand, OutgoingVideo video, string id, CancellationToken ct)
    {
        if (video.Poster is not { } poster || IsDone(errand, Still, id))
            return null;
        await using var bytes = await poster.Open(ct);
        using var file = new StreamContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(poster.MediaType) } };
        var answer = await api.Post(errand, $"upload/youtube/v3/thumbnails/set?uploadType=media&videoId={id}", file, "thumbnails/set", ct);
        if (errors.OfUpload(answer) is { } no and not Step.Refused)
            return no;
        // Only channels that YouTube has verified may choose a still.
        await errand.Keep(Still, Mark(id, answer is Answer.Heard { Good: true } ? poster.Name : Without), ct);
        return null;
    }

    private async Task<Step?> BringSubtitles(Errand errand, OutgoingVideo video, string id, CancellationToken ct)
    {
        if (video.Subtitles is not { } words || IsDone(errand, Subtitles, id))
            return null;
        var about = new JsonObject { ["snippet"] = new JsonObject { ["videoId"] = id, ["language"] = words.Language, ["name"] = "", ["isDraft"] = false } };
        using var text = new StringContent(words.WebVtt, Encoding.UTF8, "text/vtt");
        using var both = new MultipartContent("related") { YouTubeApi.Json(about), text };
        var answer = await api.Post(errand, "upload/youtube/v3/captions?uploadType=multipart&part=snippet", both, "captions", ct);
        // They came before, and the answer was lost.
        var there = answer is Answer.Heard { Good: true } || (answer is Answer.Heard heard && YouTubeErrors.Reason(heard) == "captionExists");
        if (!there && errors.OfUpload(answer) is { } no)
            return no is Step.Refused ? new Step.Refused(new Sentence("Networks.YouTube.SubtitlesRefused", Say.Refused(YouTubeNetwork.Name, YouTubeErrors.Message((Answer.Heard)answer)).Args[1])) : no;
        await errand.Keep(Subtitles, Mark(id, words.Name), ct);
        return null;
    }

    private async Task<Step?> BringToPlaylist(Errand errand, string id, CancellationToken ct)
    {
        if (errand.Session.Secret(YouTubeApi.Playlist) is not { Length: > 0 } playlist || IsDone(errand, Playlist, id))
            return null;
        // A playlist takes the same video twice, so it is asked first.
        var listed = await api.Get(errand.Session, $"playlistItems?part=id&videoId={id}&playlistId={Uri.EscapeDataString(playlist)}", "playlistItems", errand.Note, ct);
        if (errors.OfUpload(listed) is { } unclear)
            return await Goes(errand, id, unclear, ct);
        if (!((Answer.Heard)listed).Json!.Value.Items("items").Any())
        {
            var about = new JsonObject
            {
                ["snippet"] = new JsonObject { ["playlistId"] = playlist, ["resourceId"] = new JsonObject { ["kind"] = "youtube#video", ["videoId"] = id } },
            };
            using var body = YouTubeApi.Json(about);
            var added = await api.Post(errand, "youtube/v3/playlistItems?part=snippet", body, "playlistItems", ct);
            if (errors.OfUpload(added) is { } no)
                return await Goes(errand, id, no, ct);
        }
        await errand.Keep(Playlist, Mark(id, playlist), ct);
        return null;
    }

    // A playlist that was deleted or is full.
    private static async Task<Step?> Goes(Errand errand, string id, Step no, CancellationToken ct)
    {
        if (no is not Step.Refused)
            return no;
        await errand.Keep(Playlist, Mark(id, Without), ct);
        return null;
    }

    private static bool IsDone(Errand errand, string part, string id) => errand.Parts.GetValueOrDefault(part, "").StartsWith(Mark(id, ""), StringComparison.Ordinal);
}
