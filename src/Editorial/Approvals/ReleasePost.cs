using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Lets an approved post out through the <see cref="ReleaseGate"/>.</summary>
internal sealed class ReleasePost(PostDoor door, PostCheck check, ReleaseGate gate)
{
    /// <param name="when">Null: the time that is planned on the post; open: now.</param>
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, PostDue? when, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Release, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var post = opened.Value;
        var refusals = await gate.Let(actor, post, await check.Of(post, ct), when, ct);
        return refusals.Count > 0 ? Outcome<PostStanding>.Refused(refusals) : await door.Close(post, ct);
    }
}
