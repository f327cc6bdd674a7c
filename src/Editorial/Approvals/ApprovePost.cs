using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>The second pair of eyes. Approves exactly the content that is there now; when it goes out is another decision.</summary>
internal sealed class ApprovePost(PostDoor door, PostCheck check)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Approve, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var post = opened.Value;
        var seen = await check.Of(post, ct);
        if (post.Approve(actor.Person, seen.Hash, door.Now) is { } no)
            return no;
        if (seen.Problems.Count > 0)
            return seen.Refusals;
        door.Note(new Decision(id, DecisionKind.Approved, actor.Person, door.Now) { Hash = seen.Hash });
        return await door.Close(post, ct);
    }
}
