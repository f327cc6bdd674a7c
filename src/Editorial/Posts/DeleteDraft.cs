using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Deletes a draft that was never released. What was released stays on record.</summary>
internal sealed class DeleteDraft(PostDoor door, Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, PostId id, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, null, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        if (opened.Value.MayBeDeleted() is { } no)
            return no;
        db.Remove(opened.Value);
        var closed = await door.Close(opened.Value, ct);
        return closed.To(_ => default(Done));
    }
}
