using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Takes a released post back before it is out: it is a draft again and goes through the gate anew.</summary>
internal sealed class CallOffPost(PostDoor door)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Release, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var post = opened.Value;
        if (post.CallOff(door.Now) is { } no)
            return no;
        door.Note(new Decision(id, DecisionKind.CalledOff, actor.Person, door.Now));
        door.Raise(new PostCalledOff(id, post.LastRevision, actor.Person));
        return await door.Close(post, ct);
    }
}
