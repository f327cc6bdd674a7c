using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.YouTube;

/// <summary>
/// Brings the video to YouTube, where nobody but its channel can see it. What is kept: the address of the upload (sealed: who has it can send bytes), and when
/// all is there the time (Unix seconds) and the video's id. How far an upload is, YouTube knows better than we, so it is asked after every interruption.
/// </summary>
internal sealed class YouTubeUpload(YouTubeApi api, YouTubeVideos videos, YouTubeErrors errors, TimeProvider clock)
{
    private const string Upload = "upload";
    private const string Video = "video";
    private const string Sent = "sent";

    // A multiple of 256 KiB, as YouTube wants it, and small enough for a line of 2 Mbit/s within the 25 s of a call.
    private const int Piece = 4 * 1024 * 1024;

    // Then something else of the channel has its turn, and people see how far it is.
    private const int MostPieces = 16;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    /// <summary>These go when YouTube has the video no more.</summary>
    public static readonly IReadOnlyList<string> Parts = [Video, Errand.Sealed + Upload];

    public static string? IdOf(Errand errand) => Kept(errand)?.Id;

    /// <summary>When all its bytes were there.</summary>
    public static DateTimeOffset? ThereSince(Errand errand) => Kept(errand)?.At;

    /// <summary>Null when all its bytes are there.</summary>
    public async Task<Step?> Bring(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        if (IdOf(errand) is not null)
            return null;
        if (AddressOf(errand, video) is not { } there)
            return await Begin(errand, video, ct) is { } no ? no : await Send(errand, video, AddressOf(errand, video)!, 0, ct);
        using var nothing = new ByteArrayContent([]);
        var (at, step) = await Heard(errand, await api.Put(errand, there, nothing, new ContentRangeHeaderValue(video.Bytes), ct), video, ct);
        return at is { } offset ? await Send(errand, video, there, offset, ct) : step;
    }

    private async Task<Step?> Begin(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var snippet = videos.Snippet(errand.Post);
        snippet["tags"] = new JsonArray(YouTubeVideos.MarkOf(errand));
        var body = new JsonObject { ["snippet"] = snippet, ["status"] = new JsonObject { ["privacyStatus"] = "private", ["selfDeclaredMadeForKids"] = false } };
        var answer = await api.Begin(errand, video, body, ct);
        if (answer is Answer.Heard { Status: 200 } heard && Uri.TryCreate(heard.Header("location"), UriKind.Absolute, out var there) && YouTubeApi.IsTheirs(there, errand.Session))
        {
            await errand.KeepSealed(Upload, $"{video.Name} {there.AbsoluteUri}", ct);
            return null;
        }
        var step = errors.OfUpload(answer) ?? new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, answer));
        // New videos are counted apart: what else the channel has to do need not wait for tomorrow.
        return step is Step.Later { Why.Key: "Networks.YouTube.QuotaUsedUp" } later ? later with { After = null } : step;
    }

    private async Task<Step?> Send(Errand errand, OutgoingVideo video, Uri there, long at, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        await using var file = await video.Open(ct);
        for (var pieces = 0; pieces < MostPieces && clock.GetElapsedTime(began) < Turn; pieces++)
        {
            if (at >= video.Bytes)
                return new Step.Waiting("", Soon) { Percent = 100 };
            var length = Math.Min(Piece, video.Bytes - at);
            using var piece = new Slice(file, at, length);
            piece.Headers.ContentType = MediaTypeHeaderValue.Parse(video.MediaType);
            var (next, step) = await Heard(errand, await api.Put(errand, there, piece, new ContentRangeHeaderValue(at, at + length - 1, video.Bytes), ct), video, ct);
            if (next is not { } further)
                return step;
            if (further <= at || further > video.Bytes)
                return new Step.Later(null, new Sentence("Networks.YouTube.UploadStuck"));
            at = further;
            // With the lease: a slow line must not let another node take the same upload up.
            await errand.Keep(Sent, $"{at}", ct);
        }
        return new Step.Waiting("", Breath) { Percent = (int)(at * 100 / video.Bytes) };
    }

    /// <summary>Where to go on, or what has to happen first; neither when all is there.</summary>
    private async Task<(long? At, Step? Step)> Heard(Errand errand, Answer answer, OutgoingVideo video, CancellationToken ct)
    {
        switch (answer)
        {
            case Answer.Heard { Status: 308 } heard:
                return (Next(heard), null);
            case Answer.Heard { Status: 404 or 410 }:
                return (null, await Gone(errand, ct));
            case Answer.Heard { Good: true } heard when YouTubeVideos.IsId(heard.Text("id")):
                await Keep(errand, heard.Text("id"), ct);
                return (null, null);
            default:
                return (null, errors.OfUpload(answer) ?? new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, answer)));
        }
    }

    /// <summary>The upload's address has ended, with or without a video: before another one is begun, the channel's uploads are looked through.</summary>
    private async Task<Step> Gone(Errand errand, CancellationToken ct)
    {
        var (id, unclear) = await videos.Marked(errand, ct);
        if (unclear is not null)
            return errors.OfUpload(unclear) ?? new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, unclear));
        if (id.Length > 0)
            await Keep(errand, id, ct);
        else
            await errand.KeepSealed(Upload, "", ct);
        return new Step.Waiting("", Breath) { Percent = id.Length > 0 ? 100 : 0 };
    }

    /// <summary>YouTube has the video no more: it is brought anew when the post is tried again.</summary>
    public static async Task Forget(Errand errand, CancellationToken ct)
    {
        foreach (var part in Parts)
            await errand.Keep(part, "", ct);
    }

    private Task Keep(Errand errand, string id, CancellationToken ct) =>
        errand.Keep(Video, string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeSeconds()} {id}"), ct);

    // "bytes=0-1048575"; without one nothing has come yet.
    private static long Next(Answer.Heard heard) =>
        heard.Header("range").Split('-') is [.., var last] && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var there) ? there + 1 : 0;

    private static Uri? AddressOf(Errand errand, OutgoingVideo video) =>
        errand.Opened(Upload).Split(' ', 2) is [var name, var address] && name == video.Name && Uri.TryCreate(address, UriKind.Absolute, out var there) && YouTubeApi.IsTheirs(there, errand.Session)
            ? there
            : null;

    private static (DateTimeOffset At, string Id)? Kept(Errand errand) =>
        errand.Parts.GetValueOrDefault(Video)?.Split(' ') is [var at, var id] && long.TryParse(at, CultureInfo.InvariantCulture, out var seconds)
            ? (DateTimeOffset.FromUnixTimeSeconds(seconds), id)
            : null;
}
