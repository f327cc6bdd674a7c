using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <summary>
/// The way of a post: draft → submitted → (returned | approved) → scheduled, from where its deliveries move it. Every step answers null,
/// or the sentence why it is not possible; nothing has changed then.
/// </summary>
internal sealed partial class Post
{
    /// <summary>States in which the post follows its deliveries.</summary>
    public static readonly PostState[] Moving =
        [PostState.Scheduled, PostState.Publishing, PostState.Published, PostState.PartlyPublished, PostState.Failed, PostState.Missed];

    public PostState State { get; private set; } = PostState.Draft;

    /// <summary>The content that was approved; null while there is no approval.</summary>
    public string? ApprovedHash { get; private set; }

    public PersonId? ApprovedBy { get; private set; }

    /// <summary>Who approved for the department, while a unit above still has to look.</summary>
    public PersonId? StageApprovedBy { get; private set; }

    /// <summary>Since when it waits for an approval.</summary>
    public DateTime? SubmittedAt { get; private set; }

    public DateTime? RemindedAt { get; private set; }
    public DateTime? EscalatedAt { get; private set; }

    /// <summary>Last released revision; 0 before the first.</summary>
    public int LastRevision { get; private set; }

    /// <summary>The revision that the page shows; 0 while there is none.</summary>
    public int LiveRevision { get; private set; }

    /// <summary>What the deliveries of the last revision said last, also while a correction is being written.</summary>
    public PostState? Delivered { get; private set; }

    /// <summary>Four letters that make the address unique.</summary>
    public string Code { get; private set; } = "";

    /// <summary>Fixed with the first release.</summary>
    public string? Slug { get; private set; }

    public DateTime? PublicSince { get; private set; }
    public DateTime? CorrectedAt { get; private set; }
    public DateTime? WithdrawalAskedAt { get; private set; }
    public DateTime? WithdrawnAt { get; private set; }

    public bool IsPublic => PublicSince is not null && WithdrawnAt is null;

    public Refusal? Submit(DateTime now) =>
        From("Submit", PostState.Draft, PostState.Returned) ?? Waits(now);

    public Refusal? Return(DateTime now)
    {
        if (From("Return", PostState.Submitted, PostState.Approved) is { } no)
            return no;
        NoApproval();
        return To(PostState.Returned, now);
    }

    public Refusal? Approve(PersonId by, string hash, DateTime now)
    {
        if (From("Approve", PostState.Submitted) is { } no)
            return no;
        if (by == Author || by == ChangedBy)
            return Refusal.Forbidden("Editorial.FourEyes");
        ApprovedHash = hash;
        ApprovedBy = by;
        return To(PostState.Approved, now);
    }

    /// <summary>The first of two stages: the post goes on waiting, now for the unit above.</summary>
    public Refusal? ApproveStage(PersonId by, DateTime now)
    {
        if (From("Approve", PostState.Submitted) is { } no)
            return no;
        if (by == Author || by == ChangedBy)
            return Refusal.Forbidden("Editorial.FourEyes");
        StageApprovedBy = by;
        (SubmittedAt, RemindedAt, EscalatedAt) = (now, null, null);
        return To(PostState.Submitted, now);
    }

    /// <param name="hash">Of the content as it is now, bytes of the pictures included.</param>
    /// <param name="due">UTC, not in the past.</param>
    public Refusal? Release(string hash, DateTime due, string slug, DateTime now)
    {
        if (From("Release", PostState.Approved) is { } no)
            return no;
        if (hash != ApprovedHash)
            return Refusal.Conflict("Editorial.ChangedSinceApproval");
        if (WithdrawalAskedAt is not null)
            return Refusal.Conflict("Editorial.WithdrawalRuns");
        LastRevision++;
        Slug ??= slug;
        Due = due;
        Delivered = null;
        return To(PostState.Scheduled, now);
    }

    /// <summary>The address under which an imported post was filed when it went out.</summary>
    public void FiledUnder(string slug) => Slug ??= slug;

    public Refusal? Reschedule(DateTime due, DateTime now)
    {
        if (From("Reschedule", PostState.Scheduled, PostState.Missed) is { } no)
            return no;
        if (State == PostState.Scheduled && LiveRevision == LastRevision)
            return Refusal.Conflict("Kernel.Changed");
        Due = due;
        Delivered = null;
        return To(PostState.Scheduled, now);
    }

    public Refusal? CallOff(DateTime now)
    {
        if (From("CallOff", PostState.Scheduled, PostState.Missed) is { } no)
            return no;
        if (LastRevision > 0 && LiveRevision == LastRevision)
            return Refusal.Conflict("Kernel.Changed");
        BackToDraft();
        return To(PostState.Draft, now);
    }

    public Refusal? AskWithdrawal(DateTime now)
    {
        if (!IsPublic)
            return Refusal.Conflict("Editorial.NotPublic");
        if (WithdrawalAskedAt is not null)
            return Refusal.Conflict("Editorial.WithdrawalRuns");
        WithdrawalAskedAt = now;
        ChangedAt = now;
        return null;
    }

    /// <summary>Opens a post that is out for a correction, which goes through the same gate as a new revision.</summary>
    public Refusal? Reopen(DateTime now)
    {
        if (From("Reopen", PostState.Published, PostState.PartlyPublished, PostState.Failed) is { } no)
            return no;
        if (WithdrawalAskedAt is not null)
            return Refusal.Conflict("Editorial.WithdrawalRuns");
        Delivered = State;
        // The time at which it went out is over: a correction follows as soon as it is released, or at a time of its own.
        Due = null;
        BackToDraft();
        return To(PostState.Draft, now);
    }

    /// <summary>
    /// Null, or why there is no correction that could be dropped. One that was already released and then called off is not dropped: its deliveries may
    /// still be on their way to hear of it.
    /// </summary>
    public Refusal? MayDropCorrection() =>
        From("Drop", PostState.Draft, PostState.Submitted, PostState.Returned, PostState.Approved)
        ?? (WithdrawalAskedAt is not null ? Refusal.Conflict("Editorial.WithdrawalRuns") : null)
        ?? (Delivered is null || LiveRevision == 0 || LiveRevision != LastRevision ? Refusal.Conflict("Editorial.NoCorrection") : null);

    /// <summary>As it is published: nothing of the correction stays, neither words nor an approval of them.</summary>
    public void Stand(PostContent published, DateTime? due, PersonId by, DateTime now)
    {
        Take(published, by);
        BackToDraft();
        State = Delivered ?? State;
        Due = due;
        ChangedAt = now;
    }

    public Refusal? MayBeDeleted() =>
        From("Delete", PostState.Draft, PostState.Returned) ?? (LastRevision > 0 ? Refusal.Conflict("Editorial.WasReleased") : null);

    /// <summary>Null, or why the content cannot be changed now.</summary>
    public Refusal? Locked() => State switch
    {
        PostState.Scheduled or PostState.Missed => Refusal.Conflict("Editorial.LockedScheduled"),
        PostState.Publishing => Refusal.Conflict("Editorial.LockedPublishing"),
        PostState.Published or PostState.PartlyPublished or PostState.Failed => Refusal.Conflict("Editorial.LockedPublished"),
        PostState.Withdrawn => Refusal.Conflict("Editorial.LockedWithdrawn"),
        _ => null,
    };

    private void BackToDraft()
    {
        State = PostState.Draft;
        NoApproval();
    }

    private void NoApproval()
    {
        ApprovedHash = null;
        ApprovedBy = null;
        StageApprovedBy = null;
    }

    private Refusal? Waits(DateTime now)
    {
        (SubmittedAt, RemindedAt, EscalatedAt) = (now, null, null);
        StageApprovedBy = null;
        return To(PostState.Submitted, now);
    }

    private Refusal? From(string step, params ReadOnlySpan<PostState> states) =>
        states.Contains(State) ? null : Refusal.Conflict($"Editorial.Only{step}", new Refusal($"Editorial.State.{State}", RefusalKind.Conflict));

    private Refusal? To(PostState state, DateTime now)
    {
        State = state;
        ChangedAt = now;
        return null;
    }
}
