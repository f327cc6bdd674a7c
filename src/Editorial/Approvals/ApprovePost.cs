using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>What an approval does about the time at which the post goes out.</summary>
internal abstract record AfterApproval
{
    private AfterApproval()
    {
    }

    /// <summary>Nothing: letting it out is another decision.</summary>
    public sealed record Wait : AfterApproval;

    /// <summary>Lets it out in the same step, by the same person; both happen or neither.</summary>
    /// <param name="When">Null: the time that is planned on the post; open: now.</param>
    public sealed record Release(PostDue? When) : AfterApproval;
}

/// <summary>The second pair of eyes. Approves exactly the content that is there now.</summary>
internal sealed class ApprovePost(PostDoor door, PostCheck check, ReleaseGate gate, ApprovalRules rules)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, AfterApproval then, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Approve, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var post = opened.Value;
        if (then is AfterApproval.Release && !actor.May(Permission.Release, post.Unit))
            return Refusal.Forbidden();
        var way = await rules.For(post.Unit, ct);
        if (post.State == PostState.Submitted && way.NotBy(actor, post) is { } notTheirs)
            return notTheirs;
        var seen = await check.Of(post, ct);
        if (post.State == PostState.Submitted && way.IsFirstStage(post))
            return then is AfterApproval.Release ? Refusal.Conflict("Editorial.FirstStageOnly") : await FirstStage(actor, post, seen, ct);
        if (post.Approve(actor.Person, seen.Hash, door.Now) is { } no)
            return no;
        if (seen.Problems.Count > 0)
            return seen.Refusals;
        var by = post.StageApprovedBy is null ? post.Unit : way.Second ?? post.Unit;
        door.Note(new Decision(id, DecisionKind.Approved, actor.Person, door.Now) { Hash = seen.Hash, StandingInFor = actor.StandsInFor(Permission.Approve, by) });
        if (then is AfterApproval.Release release && await gate.Let(actor, post, seen, release.When, ct) is { Count: > 0 } refusals)
            return Outcome<PostStanding>.Refused(refusals);
        return await door.Close(post, ct);
    }

    // Letting it out is for those who look second.
    private async Task<Outcome<PostStanding>> FirstStage(Actor actor, Post post, Checked seen, CancellationToken ct)
    {
        if (post.ApproveStage(actor.Person, door.Now) is { } no)
            return no;
        if (seen.Problems.Count > 0)
            return seen.Refusals;
        door.Note(new Decision(post.Id, DecisionKind.StageApproved, actor.Person, door.Now) { Hash = seen.Hash, StandingInFor = actor.StandsInFor(Permission.Approve, post.Unit) });
        door.Raise(new PostStageApproved(post.Id, actor.Person, door.Now));
        return await door.Close(post, ct);
    }
}
