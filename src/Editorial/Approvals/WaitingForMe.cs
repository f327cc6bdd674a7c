using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Approvals;

internal enum WaitingFor
{
    /// <summary>Somebody else's post to be read and approved.</summary>
    Approval,

    /// <summary>The same, and nobody came for long.</summary>
    Escalated,

    /// <summary>An own draft with a picture that nobody has described.</summary>
    AltText,

    /// <summary>An own post that came back with a comment.</summary>
    Rework,

    /// <summary>Approved; somebody has to let it out.</summary>
    Release,

    /// <summary>Missed its time; somebody has to give a new one or call it off.</summary>
    NewTime,

    /// <summary>An own post that missed its time; somebody else gives the new one.</summary>
    Missed,
}

/// <param name="Comment">The comment with which it came back; null otherwise.</param>
internal sealed record WaitingPost(PostRow Post, WaitingFor What, string? Comment);

/// <summary>Posts in which the next step is the actor's, the earliest time first.</summary>
internal sealed class WaitingForMe(Db db, PostRows rows, ApprovalRules rules) : IWaiting
{
    private const int Most = 100;

    // What is out, or gone, waits for nobody: the index on the state leaves all of that aside.
    private static readonly PostState[] Open = [PostState.Draft, PostState.Submitted, PostState.Returned, PostState.Approved, PostState.Missed];

    public async Task<IReadOnlyList<WaitingPost>> Run(Actor actor, CancellationToken ct)
    {
        var found = await rows.Read((await Mine(actor, actor.UnitsWith(Permission.See), ct)).OrderBy(post => post.Due ?? post.ChangedAt).Take(Most), ct);
        var comments = await Comments(found, ct);
        var submitted = found.Where(post => post.State == PostState.Submitted).Select(post => post.Id).ToList();
        var late = submitted.Count == 0 ? [] : await db.Set<Post>().Where(post => submitted.Contains(post.Id) && post.EscalatedAt != null).Select(post => post.Id).ToListAsync(ct);
        return [.. found.Select(post => new WaitingPost(post, late.Contains(post.Id) ? WaitingFor.Escalated : What(actor, post), comments.GetValueOrDefault(post.Id)))];
    }

    public async Task<int> Count(Actor actor, CancellationToken ct) => await (await Mine(actor, [], ct)).OrderBy(post => post.Id).Take(Most).CountAsync(ct);

    /// <param name="told">Units in which whoever wrote a post sees that it missed its time, without being the one who can do something about it.</param>
    private async Task<IQueryable<Post>> Mine(Actor actor, IReadOnlyCollection<UnitId> told, CancellationToken ct)
    {
        var approves = actor.UnitsWith(Permission.Approve);
        var releases = actor.UnitsWith(Permission.Release);
        var writes = actor.UnitsWith(Permission.Write);
        var me = actor.Person;
        var ways = await rules.Many(approves, ct);
        // The same as the rule's own answer, as lists of units that a database can compare with.
        var first = approves.Where(unit => ways[unit].By == ApprovedBy.FourEyes || actor.May(Permission.Lead, unit)).ToList();
        var second = approves.Where(unit => ways[unit].Second is { } other && actor.May(Permission.Approve, other)).ToList();
        var single = first.Where(unit => ways[unit].Second is null).ToList();
        var mute = db.Set<PostPicture>().Where(picture => picture.Alt == "" && !picture.Decorative);
        return db.Set<Post>().Where(post => Open.Contains(post.State)).Where(post =>
            (post.State == PostState.Submitted && post.Author != me && post.ChangedBy != me
                && (post.StageApprovedBy == null ? first.Contains(post.Unit) : single.Contains(post.Unit) || (post.StageApprovedBy != me && second.Contains(post.Unit))))
            || (post.State == PostState.Returned && writes.Contains(post.Unit) && (post.Author == me || post.ChangedBy == me))
            || (post.State == PostState.Draft && writes.Contains(post.Unit) && (post.Author == me || post.ChangedBy == me) && mute.Any(picture => picture.Post == post.Id))
            || ((post.State == PostState.Approved || post.State == PostState.Missed) && releases.Contains(post.Unit))
            || (post.State == PostState.Missed && post.Author == me && told.Contains(post.Unit)));
    }

    private async Task<Dictionary<PostId, string?>> Comments(IReadOnlyList<PostRow> found, CancellationToken ct)
    {
        var returned = found.Where(post => post.State == PostState.Returned).Select(post => post.Id).ToList();
        if (returned.Count == 0)
            return [];
        var said = await db.Set<Decision>().AsNoTracking().Where(decision => decision.Kind == DecisionKind.Returned && returned.Contains(decision.Post))
            .OrderBy(decision => decision.Id).Select(decision => new { decision.Post, decision.Comment }).ToListAsync(ct);
        return said.GroupBy(one => one.Post).ToDictionary(one => one.Key, one => one.Last().Comment);
    }

    private static WaitingFor What(Actor actor, PostRow post) => post.State switch
    {
        PostState.Submitted => WaitingFor.Approval,
        PostState.Draft => WaitingFor.AltText,
        PostState.Returned => WaitingFor.Rework,
        PostState.Approved => WaitingFor.Release,
        _ => actor.May(Permission.Release, post.Unit) ? WaitingFor.NewTime : WaitingFor.Missed,
    };
}
