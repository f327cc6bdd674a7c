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

    /// <summary>An own post that came back with a comment.</summary>
    Rework,

    /// <summary>Approved; somebody has to let it out.</summary>
    Release,

    /// <summary>Missed its time; somebody has to give a new one or call it off.</summary>
    NewTime,
}

/// <param name="Comment">The comment with which it came back; null otherwise.</param>
internal sealed record WaitingPost(PostRow Post, WaitingFor What, string? Comment);

/// <summary>Posts in which the next step is the actor's, the earliest time first.</summary>
internal sealed class WaitingForMe(Db db, PostRows rows) : IWaiting
{
    public async Task<IReadOnlyList<WaitingPost>> Run(Actor actor, CancellationToken ct)
    {
        var approves = actor.UnitsWith(Permission.Approve);
        var releases = actor.UnitsWith(Permission.Release);
        var writes = actor.UnitsWith(Permission.Write);
        var me = actor.Person;
        var found = await rows.Read(
            db.Set<Post>().Where(post =>
                (post.State == PostState.Submitted && approves.Contains(post.Unit) && post.Author != me && post.ChangedBy != me)
                || (post.State == PostState.Returned && writes.Contains(post.Unit) && (post.Author == me || post.ChangedBy == me))
                || ((post.State == PostState.Approved || post.State == PostState.Missed) && releases.Contains(post.Unit)))
                .OrderBy(post => post.Due ?? post.ChangedAt).Take(100),
            ct);
        var returned = found.Where(post => post.State == PostState.Returned).Select(post => post.Id).ToList();
        var comments = returned.Count == 0
            ? []
            : await db.Set<Decision>().AsNoTracking().Where(decision => decision.Kind == DecisionKind.Returned && returned.Contains(decision.Post))
                .OrderBy(decision => decision.Id).Select(decision => new { decision.Post, decision.Comment }).ToListAsync(ct);
        return [.. found.Select(post => new WaitingPost(post, What(post.State), comments.LastOrDefault(comment => comment.Post == post.Id)?.Comment))];
    }

    public async Task<int> Count(Actor actor, CancellationToken ct) => (await Run(actor, ct)).Count;

    private static WaitingFor What(PostState state) => state switch
    {
        PostState.Submitted => WaitingFor.Approval,
        PostState.Returned => WaitingFor.Rework,
        PostState.Approved => WaitingFor.Release,
        _ => WaitingFor.NewTime,
    };
}
