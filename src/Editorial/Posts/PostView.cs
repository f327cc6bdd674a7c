using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A post with everything that the composer and the API show.</summary>
/// <param name="Due">UTC.</param>
/// <param name="Page">Where its page is, or will be.</param>
/// <param name="Channels">What may be chosen, and what was chosen before.</param>
/// <param name="Pictures">Of this post, by id.</param>
internal sealed record PostView(
    PostStanding Standing,
    UnitView Unit,
    string AuthorName,
    string ChangedByName,
    DateTime ChangedAt,
    PostContent Content,
    DateTime? Due,
    Uri Page,
    DateTime? PublicSince,
    bool WithdrawalRuns,
    IReadOnlyList<FitChannel> Channels,
    IReadOnlyDictionary<PictureId, PictureCard> Pictures,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<DecisionView> History,
    PostRights May)
{
    public bool IsPublic => PublicSince is not null && Standing.State != PostState.Withdrawn;

    /// <summary>For a post that is not begun or only a draft yet: the units that it could be for.</summary>
    public IReadOnlyList<UnitView> Writable { get; init; } = [];

    public IReadOnlyList<CommentView> Comments { get; init; } = [];

    /// <summary>Null where anybody else who may approve can do it.</summary>
    public StageView? Stage { get; init; }

    /// <summary>Only pictures as <see cref="Fit"/> wants them.</summary>
    public IReadOnlyDictionary<PictureId, PictureView> Known => Pictures.ToDictionary(card => card.Key, card => card.Value.Picture);
}

/// <param name="Preview">Site-relative address of a small rendition; null when it could not be made.</param>
internal sealed record PictureCard(PictureView Picture, string? Preview);

internal sealed record CommentView(Guid Id, string By, DateTime At, string Text);

/// <summary>Who is asked for an approval, where that is not simply anybody else.</summary>
/// <param name="First">Who approved for the department; null while nobody has.</param>
/// <param name="Second">The unit that looks second; null where nobody does.</param>
/// <param name="LeadOnly">Only who leads the desk.</param>
internal sealed record StageView(string? First, string? Second, bool LeadOnly);

/// <param name="For">For whom a deputy decided; null otherwise.</param>
internal sealed record DecisionView(DecisionKind Kind, string By, DateTime At, string? Comment, DateTime? Due, string? For)
{
    /// <summary>UTC; the time instead of which a new one was set, where that is known.</summary>
    public DateTime? Before { get; init; }
}

/// <summary>The steps that are open to the actor now: for showing the right button; every use case asks again.</summary>
internal sealed record PostRights(
    bool Write, bool Submit, bool Return, bool Approve, bool Release, bool Reschedule, bool CallOff, bool Withdraw, bool Reopen, bool Delete)
{
    /// <summary>True when only the second pair of eyes is missing.</summary>
    public bool NeedsOthers { get; init; }

    /// <summary>And there is nobody yet who could be it.</summary>
    public bool NobodyElse { get; init; }

    public bool DropCorrection { get; init; }

    /// <summary>Both steps at once.</summary>
    public bool ApproveAndRelease { get; init; }

    /// <summary>The approval is only the department's.</summary>
    public bool FirstStage { get; init; }

    /// <summary>May begin another post with the same content.</summary>
    public bool Copy { get; init; }

    /// <summary>May give it to another unit.</summary>
    public bool ChangeUnit { get; init; }

    /// <param name="way">How its unit approves.</param>
    public static PostRights Of(Post post, Actor actor, ApprovalWay way)
    {
        var writes = actor.May(Permission.Write, post.Unit);
        var returns = actor.May(Permission.Approve, post.Unit);
        var approves = returns && way.NotBy(actor, post) is null;
        var releases = actor.May(Permission.Release, post.Unit);
        var own = actor.Person == post.Author || actor.Person == post.ChangedBy;
        var running = post.WithdrawalAskedAt is not null;
        return new PostRights(
            Write: writes && post.Locked() is null,
            Submit: writes && post.State is (PostState.Draft or PostState.Returned),
            Return: returns && post.State is (PostState.Submitted or PostState.Approved),
            Approve: approves && !own && post.State == PostState.Submitted,
            Release: releases && !running && post.State == PostState.Approved,
            Reschedule: releases && post.State is (PostState.Scheduled or PostState.Missed),
            CallOff: releases && post.State is (PostState.Scheduled or PostState.Missed),
            Withdraw: releases && post.IsPublic && !running,
            Reopen: writes && !running && post.State is (PostState.Published or PostState.PartlyPublished or PostState.Failed),
            Delete: writes && post.MayBeDeleted() is null)
        {
            NeedsOthers = own && post.State == PostState.Submitted,
            DropCorrection = writes && post.MayDropCorrection() is null,
            FirstStage = way.IsFirstStage(post),
            Copy = writes,
            ChangeUnit = writes && post.MayChangeUnit() is null,
            ApproveAndRelease = !way.IsFirstStage(post) && approves && releases && !own && !running && post.State == PostState.Submitted,
        };
    }
}
