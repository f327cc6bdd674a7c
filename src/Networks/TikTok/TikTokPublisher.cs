using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>
/// Posts a video, or pictures. Both are asked after by the id that TikTok gives: until they have a public address, or lie in the account's inbox as a draft for a
/// person to finish. What is published can neither be edited nor deleted by a program.
/// </summary>
internal sealed class TikTokPublisher(TikTokUpload upload, TikTokPhotos photos, TikTokStatus status, TikTokVideos videos, TimeProvider clock) : IPublisher
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    // Moderation takes minutes to hours, and so may the person who finishes a draft.
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(100);
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public Network Network => TikTokNetwork.Network;

    // Never sent; it only tells rows apart.
    public string NewKey(DateTime now) => Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N");

    public async Task<Step?> Prepare(Errand errand, CancellationToken ct) => errand.Kind != ErrandKind.Publish ? null
        : Complaint(errand.Post) is { } why ? new Step.Refused(why)
        : errand.Post.Video is { } video ? await upload.Bring(errand, video, ct)
        : await photos.Ready(errand, ct);

    public Task<Step> Send(Errand errand, CancellationToken ct) => errand.Kind switch
    {
        ErrandKind.Publish when errand.Post.Video is { } video => Publish(errand, video, ct),
        ErrandKind.Publish => photos.Publish(errand, ct),
        ErrandKind.Edit => Task.FromResult<Step>(new Step.Refused(Say.CannotEdit(TikTokNetwork.Name))),
        _ => Task.FromResult<Step>(new Step.Refused(new Sentence("Networks.TikTok.CannotDelete"))),
    };

    public async Task<Step> Poll(Errand errand, CancellationToken ct)
    {
        var standing = await status.Of(errand, errand.Ticket ?? "", ct);
        var tooLong = Age(errand) > Patience;
        return standing.Stage switch
        {
            Stage.Failed => TikTokErrors.Failed(standing.Why, errand.Post),
            Stage.Complete when ReceiptOf(errand, errand.Ticket ?? "", standing) is { } receipt => new Step.Done(receipt),
            Stage.Gone => new Step.Unknown(Say.NotSeen(TikTokNetwork.Name)),
            Stage.Unclear => new Step.Later(null, Say.LookUpFailed(TikTokNetwork.Name, standing.Answer)),
            _ when tooLong => new Step.Unknown(Say.NotSeen(TikTokNetwork.Name)),
            _ => Waits(errand, errand.Ticket!, standing.Stage),
        };
    }

    public async Task<Finding> LookUp(Errand errand, CancellationToken ct)
    {
        // Never sent: nothing changes there.
        if (errand.Kind != ErrandKind.Publish)
            return new Finding.Absent();
        // Of pictures whose first answer got lost nobody knows the id, nor of those that somebody had sent again. Of a video the last one that was begun counts.
        if ((TikTokUpload.Kept(errand)?.Id ?? TikTokPhotos.NotSpent(errand)) is not { Length: > 0 } id)
            return new Finding.CannotTell(Say.NotSeen(TikTokNetwork.Name));
        var standing = await status.Of(errand, id, ct);
        return standing.Stage switch
        {
            Stage.Failed => new Finding.Clear(TikTokErrors.Failed(standing.Why, errand.Post)),
            Stage.Complete when ReceiptOf(errand, id, standing) is { } receipt => new Finding.Found(receipt),
            // Not whole, so not posted; whoever sends the last piece again sends it to the same post.
            Stage.Uploading when standing.Uploaded is not null => errand.Refusal is { } refusal ? new Finding.Clear(new Step.Later(null, refusal)) : new Finding.Absent(),
            Stage.Processing or Stage.InInbox or Stage.Complete when Age(errand) <= Patience => new Finding.Clear(Waits(errand, id, standing.Stage)),
            Stage.Unclear => new Finding.CannotTell(Say.LookUpFailed(TikTokNetwork.Name, standing.Answer)),
            _ => new Finding.CannotTell(Say.NotSeen(TikTokNetwork.Name)),
        };
    }

    public async Task<Finding> ReadBack(Errand errand, CancellationToken ct)
    {
        if (!TikTokVideos.IsId(errand.Receipt!.RemoteId))
            return new Finding.CannotTell(new Sentence("Networks.TikTok.NotListed"));
        var pictures = videos.Read(errand.Receipt.Link)?.Pictures ?? true;
        var (there, answer) = await videos.Find(errand.Session, errand.Receipt.RemoteId, pictures, errand.Note, ct);
        return there switch
        {
            true => new Finding.Found(errand.Receipt),
            // What was published this moment need not be listed yet.
            false when Since(errand.PublishedAt) > Fresh => new Finding.Absent(),
            _ => new Finding.CannotTell(Say.LookUpFailed(TikTokNetwork.Name, answer)),
        };
    }

    public async Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct)
    {
        if (videos.Read(link) is not { } read || videos.ReceiptOf(read.Id, session, read.Pictures) is not { } receipt)
            return null;
        var (there, _) = await videos.Find(session, read.Id, read.Pictures, null, ct);
        return there == true || (there is null && read.Pictures && read.User.Equals(session.Handle, StringComparison.OrdinalIgnoreCase)) ? receipt : null;
    }

    public static string TextOf(Outgoing post) => FullText.Of(post.Text, post.Link, pictures: true, TikTokNetwork.Network.Rules);

    /// <summary>TikTok has all of it, and works on it; a draft then waits for a person.</summary>
    public static Step.Waiting Accepted(Errand errand, string id) => new(id, Soon) { ForPerson = TikTokCreators.IsDraft(errand) ? InInbox : null };

    private async Task<Step> Publish(Errand errand, OutgoingVideo video, CancellationToken ct)
    {
        if (TikTokUpload.Kept(errand) is not { } begun)
            return new Step.Later(null, Say.NothingToAskFor(TikTokNetwork.Name));
        if (TikTokUpload.IsWhole(errand, begun))
            return Accepted(errand, begun.Id);
        var answer = await upload.Finish(errand, video, begun, ct);
        return answer switch
        {
            null => new Step.Later(null, Say.FileAway()),
            Answer.NotSent or Answer.Heard { Status: 429 } => Verdict.Publish(answer, TikTokNetwork.Name)!,
            Answer.Heard { Status: 200 or 201, IsOwn: true } => Accepted(errand, begun.Id),
            // It may have come before; the id knows.
            Answer.Heard { Status: >= 400 and < 500 and not 408 } => new Step.Duplicate(Say.UploadFailed(TikTokNetwork.Name, answer)),
            _ => new Step.Unknown(Say.NoClearAnswer(TikTokNetwork.Name, answer)),
        };
    }

    private Step.Waiting Waits(Errand errand, string id, Stage stage) => new(id, Age(errand) > AWhile ? Seldom : Soon)
    {
        ForPerson = stage == Stage.InInbox || (stage != Stage.Complete && TikTokCreators.IsDraft(errand)) ? InInbox : null,
    };

    /// <summary>What not everybody may see never gets an id that TikTok would name: it goes by that of its making, and its link leads to the account.</summary>
    private Receipt? ReceiptOf(Errand errand, string id, Standing standing) => videos.ReceiptOf(standing.PostId, errand.Session, errand.Post.Video is null)
        ?? (!TikTokCreators.IsDraft(errand) && TikTokCreators.AudienceOf(errand.Post) is not (null or TikTokCreators.Public) ? videos.ReceiptOfHidden(id, errand.Session) : null);

    private TimeSpan Age(Errand errand) => Since(errand.SentAt);

    private TimeSpan Since(DateTime? when) => when is { } since ? clock.GetUtcNow().UtcDateTime - since : TimeSpan.Zero;

    private static Sentence InInbox => new("Networks.TikTok.InInbox");

    /// <summary>What TikTok would refuse, said before any call.</summary>
    private static Sentence? Complaint(Outgoing post)
    {
        var rules = TikTokNetwork.Network.Rules.With(post.Video is not null);
        var most = post.Video is null ? rules.MaxPictures : 0;
        return post.Pictures.Count > most ? Say.TooManyPictures(TikTokNetwork.Name, post.Pictures.Count, most)
            : post.Video is null && post.Pictures.Count == 0 ? new Sentence("Networks.NeedsPicture", TikTokNetwork.Name)
            : Count.Of(TextOf(post), rules) is var count && count > rules.MaxText ? Say.TextTooLong(TikTokNetwork.Name, count, rules.MaxText)
            : post.Video is null && post.Terms?.Title is { Length: > TikTokNetwork.MaxPictureTitle } title ? new Sentence("Networks.TikTok.TitleTooLong", $"{title.Length}", $"{TikTokNetwork.MaxPictureTitle}")
            : post.Terms is { PaidBrand: true, Audience: TikTokCreators.Alone } ? new Sentence("Networks.TikTok.BrandAlone")
            : null;
    }
}
