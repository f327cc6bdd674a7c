using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Facebook;

/// <summary>
/// A Reel of the page: begun, brought in one call to the address that Facebook names, and published by the call that finishes it. What is kept: the video, the id that Facebook named at
/// the start, whether its bytes were taken, since when (Unix seconds), and the address; and since when all of it has come without being counted. Where an upload was cut off Facebook says how much has come, and the rest follows.
/// </summary>
internal sealed class FacebookReels(GraphApi api, FacebookVideo videos, TimeProvider clock)
{
    public const string Form = "reel";

    /// <summary>What the call that publishes is named.</summary>
    public const string Finish = "{page}/video_reels finish";

    private const string Name = FacebookNetwork.Name;
    private const string Part = "reel", Sent = "sent", Whole = "whole";
    private const string Door = "rupload.facebook.com";

    // An upload that was begun is kept for a day.
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(20);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    // How long it may take to count what has come.
    private static readonly TimeSpan Counting = TimeSpan.FromMinutes(5);

    // Our call gives up after 25 s, while they may still be working on it: until then "not begun" does not mean that nothing comes any more.
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(35);

    // How long after it was worked through a Reel that was to be published may take to begin with that.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    // A call and the intent for it are written a moment apart.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(5);

    private static readonly IReadOnlyList<string> Parts = [Part];

    private sealed record Kept(string Video, string Id, bool IsThere, long At, string Address)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Video} {Id} {(IsThere ? 1 : 0)} {At} {Address}");
    }

    public static bool Is(Outgoing post) => post.Form == Form;

    /// <summary>Null when all of it is there and waits to be finished.</summary>
    public async Task<Step?> Ready(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var kept = Read(errand);
        if (kept?.Video != video.Name || (errand.IntentAt is null && Now - kept.At >= Fresh.TotalSeconds))
            return await Bring(errand, video, ct);
        var (found, words, gone, answer) = await videos.State(errand, kept.Id, ct);
        switch (words)
        {
            // Also where the answer to the upload was lost.
            case "upload_complete" or "processing" or "ready":
                if (!kept.IsThere)
                    await Keep(errand, kept with { IsThere = true }, ct);
                return null;
            case "" when found is null && !gone:
                return FacebookVideo.Judge(answer) ?? new Step.Later(null, Say.UploadFailed(Name, answer));
            case "uploading" when !kept.IsThere && Transferred(found) is { } came && came <= video.Bytes && AddressOf(errand, kept.Address) is { } there:
                return came < video.Bytes ? await Send(errand, video, kept, there, came, ct) : await Counted(errand, kept, ct) ? new Step.Waiting("", Soon) : await Bring(errand, video, ct);
            // How far it is it does not say: it is brought anew, by another id.
            case not null when !kept.IsThere:
                return await Bring(errand, video, ct);
            case "error" or "upload_failed":
                return new Step.Refused(new Sentence("Networks.Facebook.VideoRefused", words));
            // Once it was to be published, it may be there after all: it is not brought a second time.
            case "expired" or "" when gone || words.Length > 0:
                if (errand.IntentAt is null)
                    await errand.Keep(Part, "", ct);
                return new Step.Later(null, Say.UploadFailed(Name, answer));
            default:
                return new Step.Waiting("", Soon);
        }
    }

    /// <summary>Finishes what is there: that publishes it, though it is not to be seen at once.</summary>
    public async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        if (IdOf(errand) is not { } id)
            return new Step.Later(null, Say.NothingToAskFor(Name)) { Forget = Parts };
        var fields = new Dictionary<string, string>
        {
            ["upload_phase"] = "finish", ["video_id"] = id, ["video_state"] = "PUBLISHED", ["description"] = FacebookPublisher.TextOf(errand.Post),
        };
        var answer = await api.Once(errand, HttpMethod.Post, $"{errand.Session.AccountId}/video_reels", "", fields, Finish, ct);
        if (Verdict.Publish(answer, Name) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (heard.Good)
            return heard.Json?.At("success") is { ValueKind: JsonValueKind.True } ? new Step.Waiting(id, Soon) : new Step.Unknown(Say.NoClearAnswer(Name, answer));
        // It may have been finished before: by its id it says so.
        return GraphError.OfPublish(heard, Name) is var no && no is Step.Refused refused ? new Step.Duplicate(refused.Why) : no;
    }

    public async Task<Step> Poll(Errand errand, CancellationToken ct) => await Find(errand, errand.Ticket ?? "", ct) switch
    {
        { Way: Way.Seen, Receipt: { } receipt } => new Step.Done(receipt),
        { Way: Way.Failed, Words: var words } => new Step.Refused(new Sentence("Networks.Facebook.VideoRefused", words)),
        { Way: Way.Gone } => new Step.Unknown(Say.NotSeen(Name)),
        { Way: Way.Unpublished } when IsLate(errand) => new Step.Unknown(Say.NotSeen(Name)),
        { Way: Way.Unclear, Answer: var answer } => new Step.Later(null, Say.LookUpFailed(Name, answer)),
        _ => new Step.Waiting(errand.Ticket!, Soon),
    };

    public async Task<Finding> LookUp(Errand errand, CancellationToken ct) => IdOf(errand) is not { } id ? new Finding.CannotTell(Say.NothingToAskFor(Name)) : await Find(errand, id, ct) switch
    {
        { Way: Way.Seen, Receipt: { } receipt } => new Finding.Found(receipt),
        { Way: Way.Failed, Words: var words } => new Finding.Clear(new Step.Refused(new Sentence("Networks.Facebook.VideoRefused", words))),
        { Way: Way.Unpublished } when IsLate(errand) => new Finding.CannotTell(Say.NotSeen(Name)),
        { Way: Way.Working or Way.Unpublished } => new Finding.Clear(new Step.Waiting(id, Soon)),
        // Only of the first call: what was called twice may have been refused because the first one counts.
        { Way: Way.Unfinished } when errand.Refusal is { } refusal => errand.SentAt - errand.IntentAt < Moment ? new Finding.Clear(new Step.Refused(refusal)) : new Finding.CannotTell(refusal),
        { Way: Way.Unfinished } when clock.GetUtcNow().UtcDateTime - (errand.UnknownAt ?? errand.IntentAt) >= Settled => new Finding.Absent(),
        { Way: Way.Unfinished } => new Finding.CannotTell(Say.NotSeen(Name)),
        { Way: Way.Gone } => new Finding.CannotTell(Say.PostGone(Name)),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(Name, answer)),
    };

    /// <summary>Its id is a number alone, as that of every video.</summary>
    public static Receipt? ReceiptOf(string id) => FacebookVideo.IsNumber(id) && TheirWords.IsPostLink($"https://www.facebook.com/reel/{id}", out var link) ? new Receipt(id, link) : null;

    private enum Way
    {
        Unfinished,
        Working,

        /// <summary>Worked through, and its publishing has not begun: the call that finishes may not have arrived.</summary>
        Unpublished,
        Seen,
        Failed,
        Gone,
        Unclear,
    }

    private async Task<(Way Way, string Words, Receipt? Receipt, Answer Answer)> Find(Errand errand, string id, CancellationToken ct)
    {
        var (found, words, gone, answer) = await videos.State(errand, id, ct);
        if (found is not { } video)
            return (gone ? Way.Gone : Way.Unclear, "", null, answer);
        string Phase(string name) => video.Text("status", name, "status");
        var way = IsPublished(video) ? Way.Seen
            : words is "error" or "upload_failed" or "expired" || Phase("publishing_phase") == "error" || Phase("processing_phase") == "error" ? Way.Failed
            : Phase("publishing_phase") is not ("" or "not_started") ? Way.Working
            : Phase("processing_phase") switch { "" or "not_started" => Way.Unfinished, "complete" => Way.Unpublished, _ => Way.Working };
        return (way, words, ReceiptOf(id), answer);
    }

    /// <summary>A Reel says it in the phase of its publishing, a video in a field of its own.</summary>
    public static bool IsPublished(JsonElement video) => video.Text("status", "publishing_phase", "publish_status") == "published";

    /// <summary>All of it has come, and is not counted yet: that may take a little while, and perhaps it never is.</summary>
    private async Task<bool> Counted(Errand errand, Kept kept, CancellationToken ct)
    {
        if (errand.Parts.GetValueOrDefault(Whole)?.Split(' ') is [var id, var at] && id == kept.Id && long.TryParse(at, CultureInfo.InvariantCulture, out var since))
            return Now - since < Counting.TotalSeconds;
        await errand.Keep(Whole, string.Create(CultureInfo.InvariantCulture, $"{kept.Id} {Now}"), ct);
        return true;
    }

    private async Task<Step?> Bring(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        var started = await api.Post(errand.Session, $"{errand.Session.AccountId}/video_reels", [KeyValuePair.Create("upload_phase", "start")], "{page}/video_reels start", errand.Note, ct);
        if (FacebookVideo.Judge(started) is { } no)
            return no;
        var json = ((Answer.Heard)started).Json!.Value;
        var id = json.Text("video_id");
        if (!FacebookVideo.IsNumber(id) || AddressOf(errand, json.Text("upload_url")) is not { } address)
            return new Step.Later(null, Say.UploadFailed(Name, started));
        var kept = new Kept(video.Name, id, false, Now, address.AbsoluteUri);
        await Keep(errand, kept, ct);
        return await Send(errand, video, kept, address, 0, ct);
    }

    /// <param name="at">So much of it is there.</param>
    private async Task<Step?> Send(Errand errand, OutgoingVideo video, Kept kept, Uri address, long at, CancellationToken ct)
    {
        await using var file = await video.Open(ct);
        var bytes = new Slice(file, at, video.Bytes - at) { Beat = (sent, token) => errand.Keep(Sent, $"{at + sent}", token), Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var answer = await api.Whole(errand, address, bytes, at, video.Bytes, "rupload", ct);
        if (answer is Answer.Heard { IsOwn: true } heard && GraphError.In(heard) is { Code: 6000 or 6001 })
        {
            // It does not take the rest, or has the upload no more: another one is begun.
            await errand.Keep(Part, "", ct);
            return new Step.Later(null, Say.UploadFailed(Name, answer));
        }
        if (FacebookVideo.Judge(answer) is { } refused)
            return refused;
        await Keep(errand, kept with { IsThere = true }, ct);
        return null;
    }

    // The page's token goes there: nowhere else than to Facebook.
    private static Uri? AddressOf(Errand errand, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && ServerAddress.IsServer(address) && (address.Host == Door || address.Authority == errand.Session.Server.Authority) ? address : null;

    /// <summary>How many bytes have come (developers.facebook.com/docs/video-api/guides/reels-publishing, interrupted uploads); null where it does not say.</summary>
    private static long? Transferred(JsonElement? video) => video?.Number("status", "uploading_phase", "bytes_transferred") is { } came and >= 0 ? came : null;

    private bool IsLate(Errand errand) => clock.GetUtcNow().UtcDateTime - errand.SentAt >= Patience;

    /// <summary>What is live is a Reel.</summary>
    public static bool IsLive(Errand edit) => edit.PartsOfLive.ContainsKey(Part);

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private static string? IdOf(Errand errand) => Read(errand) is { IsThere: true, Id: var id } ? id : null;

    private static Task Keep(Errand errand, Kept kept, CancellationToken ct) => errand.Keep(Part, kept.ToString(), ct);

    private static Kept? Read(Errand errand) => errand.Parts.GetValueOrDefault(Part)?.Split(' ') is [var video, var id, var there, var at, .. var address] && long.TryParse(at, CultureInfo.InvariantCulture, out var since)
        ? new Kept(video, id, there == "1", since, address.FirstOrDefault("")) : null;
}
