using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Begins a correction of a post that is out: a draft that goes through the same gate and becomes the next revision.</summary>
internal sealed class ReopenPost(PostDoor door)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        if (opened.Value.Reopen(door.Now) is { } no)
            return no;
        door.Note(new Decision(id, DecisionKind.Reopened, actor.Person, door.Now));
        return await door.Close(opened.Value, ct);
    }
}
