using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.YouTube;

/// <summary>
/// A post is a video. It is brought in pieces and stays private, with its subtitles, until one call makes it public; by its id YouTube says at any time
/// which of the two it is, so that call can be looked up and repeated.
/// </summary>
internal sealed class YouTubePublisher(YouTubeApi api, YouTubeVideos videos, YouTubeUpload upload, YouTubeExtras extras, YouTubeErrors errors, TimeProvider clock) : IPublisher
{
    private const string Content = "content";

    // What was made or changed this moment need not be readable everywhere yet.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    // Most videos are worked through in minutes; one that takes longer can be watched meanwhile, in a lower quality.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(30);

    public Network Network => YouTubeNetwork.Network;

    /// <summary>The mark by which a private video is known as ours.</summary>
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    public async Task<Step?> Prepare(Errand errand, CancellationToken ct)
    {
        if (errand.Kind == ErrandKind.Delete)
            return null;
        if (Complaint(errand.Post) is { } why)
            return new Step.Refused(why);
        var video = errand.Post.Video!;
        var mark = $"{video.Name} {video.Subtitles?.Name}";
        if (errand.Kind == ErrandKind.Edit)
            return errand.PartsOfLive.TryGetValue(Content, out var live) && live != mark ? new Step.Refused(new Sentence("Networks.YouTube.VideoStays")) : null;
        if (errand.Parts.GetValueOrDefault(Content) != mark)
            await errand.Keep(Content, mark, ct);
        return await upload.Bring(errand, video, ct) is { } step ? step : await Ready(errand, video, YouTubeUpload.IdOf(errand)!, ct);
    }

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish => Publish(errand, ct),
        ErrandKind.Edit => Edit(errand, ct),
        _ => Delete(errand, ct),
    };

    public Task<Step> Poll(Errand errand, CancellationToken ct) => Task.FromResult<Step>(new Step.Unknown(Say.NothingToAskFor(YouTubeNetwork.Name)));

    public async Task<Finding> LookUp(Errand errand, CancellationToken ct)
    {
        if ((errand.Receipt?.RemoteId ?? YouTubeUpload.IdOf(errand)) is not { } id || videos.ReceiptOf(id) is not { } receipt)
            return new Finding.CannotTell(Say.NothingToAskFor(YouTubeNetwork.Name));
        var (video, gone, answer) = await videos.Find(errand.Session, id, errand.Note, ct);
        return (errand.Kind, video, gone) switch
        {
            (ErrandKind.Publish, { Upload: "failed" or "rejected" } bad, _) => new Finding.Clear(new Step.Refused(Bad(bad))),
            (ErrandKind.Publish, { } found, _) => IsPublic(found) ? new Finding.Found(receipt) : new Finding.Absent(),
            (ErrandKind.Edit, { } found, _) => YouTubeVideos.Shows(found, errand.Post) ? new Finding.Found(receipt) : new Finding.Absent(),
            (ErrandKind.Delete, { }, _) => new Finding.Absent(),
            (ErrandKind.Delete, _, true) => new Finding.Found(receipt),
            (_, _, true) => new Finding.CannotTell(Say.PostGone(YouTubeNetwork.Name)),
            _ => new Finding.CannotTell(Say.LookUpFailed(YouTubeNetwork.Name, answer)),
        };
    }

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct) => await videos.Find(errand.Session, errand.Receipt!.RemoteId, errand.Note, ct) switch
    {
        { Video: { } video } when IsPublic(video) => new Finding.Found(errand.Receipt!),
        { Gone: true } when !(errand.PublishedAt + Settled > clock.GetUtcNow().UtcDateTime) => new Finding.Absent(),
        { Answer: var answer } => new Finding.CannotTell(Say.LookUpFailed(YouTubeNetwork.Name, answer)),
    };

    public async Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        if (videos.ReceiptOf(videos.IdIn(link)) is not { } receipt)
            return null;
        var (video, _, _) = await videos.Find(session, receipt.RemoteId, null, ct);
        return video is { } found && found.Channel == session.AccountId && IsPublic(found) ? receipt : null;
    }

    /// <summary>All its bytes are there: has YouTube worked through it, and is everything with it?</summary>
    private async Task<Step?> Ready(Errand errand, OutgoingVideo video, string id, CancellationToken ct)
    {
        var (found, gone, answer) = await videos.Find(errand.Session, id, errand.Note, ct);
        var age = clock.GetUtcNow() - YouTubeUpload.ThereSince(errand)!.Value;
        if (found is { Upload: "failed" or "rejected" } bad)
            return new Step.Refused(Bad(bad));
        if (gone || found is { Upload: "deleted" })
        {
            if (age < Settled)
                return new Step.Waiting("", Soon);
            // Once it was asked for in public, it may be there after all: it is not brought a second time.
            if (errand.IntentAt is not null)
                return new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, answer));
            await YouTubeUpload.Forget(errand, ct);
            return new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, answer));
        }
        if (found is null)
            return errors.OfUpload(answer) ?? new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, answer));
        if (await extras.Bring(errand, video, id, ct) is { } step)
            return step;
        return found.Upload == "processed" || age > Patience ? null : new Step.Waiting("", age < TimeSpan.FromMinutes(1) ? Soon : Seldom);
    }

    private async Task<Step> Publish(Errand errand, CancellationToken ct)
    {
        if (YouTubeUpload.IdOf(errand) is not { } id || videos.ReceiptOf(id) is not { } receipt)
            return new Step.Later(null, Say.NothingToAskFor(YouTubeNetwork.Name)) { Forget = YouTubeUpload.Parts };
        var body = new JsonObject
        {
            ["id"] = id, ["snippet"] = videos.Snippet(errand.Post), ["status"] = new JsonObject { ["privacyStatus"] = "public", ["selfDeclaredMadeForKids"] = false },
        };
        var answer = await api.Once(errand, HttpMethod.Put, "videos?part=snippet%2Cstatus", body, "videos", ct);
        if (answer is Answer.Heard no && YouTubeErrors.Reason(no) == "videoNotFound")
            return errand.IntentAt is null
                ? new Step.Later(null, Say.UploadFailed(YouTubeNetwork.Name, answer)) { Forget = YouTubeUpload.Parts }
                : new Step.Unknown(Say.NoClearAnswer(YouTubeNetwork.Name, answer));
        if (errors.OfPublish(answer) is { } step)
            return step;
        return ((Answer.Heard)answer).Text("status", "privacyStatus") switch
        {
            "public" => new Step.Done(receipt),
            // It says yes and does otherwise: so it does where Google has not audited the project.
            "private" => new Step.Refused(new Sentence("Networks.YouTube.StaysPrivate")),
            _ => new Step.Unknown(Say.NoClearAnswer(YouTubeNetwork.Name, answer)),
        };
    }

    private async Task<Step> Edit(Errand errand, CancellationToken ct)
    {
        var body = new JsonObject { ["id"] = errand.Receipt!.RemoteId, ["snippet"] = videos.Snippet(errand.Post) };
        var answer = await api.Once(errand, HttpMethod.Put, "videos?part=snippet", body, "videos", ct);
        if (answer is Answer.Heard no && YouTubeErrors.Reason(no) == "videoNotFound")
            return new Step.Refused(Say.PostGone(YouTubeNetwork.Name));
        return errors.OfPublish(answer) ?? (((Answer.Heard)answer).Text("id") == errand.Receipt.RemoteId
            ? new Step.Done(errand.Receipt)
            : new Step.Unknown(Say.NoClearAnswer(YouTubeNetwork.Name, answer)));
    }

    private async Task<Step> Delete(Errand errand, CancellationToken ct)
    {
        var answer = await api.Once(errand, HttpMethod.Delete, $"videos?id={Uri.EscapeDataString(errand.Receipt!.RemoteId)}", null, "videos", ct);
        // What is not there any more is as gone as it should be, if it is YouTube that says so.
        if (answer is Answer.Heard no && YouTubeErrors.Reason(no) == "videoNotFound")
            return new Step.Done(errand.Receipt);
        return errors.OfPublish(answer) ?? (((Answer.Heard)answer).IsEmpty ? new Step.Done(errand.Receipt) : new Step.Unknown(Say.NoClearAnswer(YouTubeNetwork.Name, answer)));
    }

    /// <summary>What YouTube would refuse after the whole upload, said before it.</summary>
    private static Sentence? Complaint(Outgoing post)
    {
        var rules = YouTubeNetwork.Network.Rules;
        var (title, text) = (post.Title.Trim(), YouTubeVideos.TextOf(post));
        return post.Pictures.Count > 0 ? Say.TooManyPictures(YouTubeNetwork.Name, post.Pictures.Count, rules.MaxPictures)
            : post.Video is null ? new Sentence("Networks.NeedsVideo", YouTubeNetwork.Name)
            : title.Length == 0 || title.Length > rules.MaxTitle ? new Sentence("Networks.YouTube.Title", $"{title.Length}", $"{rules.MaxTitle}")
            : Count.Of(text, rules) is var count && count > rules.MaxText ? Say.TextTooLong(YouTubeNetwork.Name, count, rules.MaxText)
            : (title + text).AsSpan().IndexOfAny(rules.NotTaken) >= 0 ? new Sentence("Networks.YouTube.Signs")
            : null;
    }

    private static bool IsPublic(YouTubeVideo video) => video is { Privacy: "public", Upload: not ("failed" or "rejected" or "deleted") };

    private static Sentence Bad(YouTubeVideo video) => new("Networks.YouTube.VideoRefused", video.Why.Length > 0 ? video.Why : video.Upload);
}
