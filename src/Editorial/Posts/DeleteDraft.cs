using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <summary>What was deleted, for as long as somebody may want to take that back; it lives in the memory of the desk and nowhere else.</summary>
internal sealed record GoneDraft(PostId Id, UnitId Unit, PersonId Author, PersonId ChangedBy, string Code, DateTime CreatedAt, DateTime ChangedAt, PostContent Content, DateTime? Due);

/// <summary>Deletes a draft that was never released. What was released stays on record.</summary>
internal sealed class DeleteDraft(PostDoor door, Db db)
{
    public async Task<Outcome<GoneDraft>> Run(Actor actor, PostId id, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, null, ct);
        if (!opened.Ok)
            return Outcome<GoneDraft>.Refused(opened.Refusals);
        var post = opened.Value;
        if (post.MayBeDeleted() is { } no)
            return no;
        var gone = new GoneDraft(post.Id, post.Unit, post.Author, post.ChangedBy, post.Code, post.CreatedAt, post.ChangedAt, post.Content, post.Due);
        db.Remove(post);
        var closed = await door.Close(post, ct);
        return closed.To(_ => gone);
    }
}

/// <summary>Takes a deletion back: the same draft, with the same author, in the same place. Its earlier versions and comments do not come back.</summary>
internal sealed class BringBackDraft(PostDoor door, Db db)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, GoneDraft gone, CancellationToken ct)
    {
        if (!actor.May(Permission.Write, gone.Unit))
            return Refusal.Forbidden();
        if (await db.Set<Post>().AnyAsync(post => post.Id == gone.Id, ct))
            return Refusal.Conflict("Kernel.Changed");
        var post = new Post(gone.Id, gone.Unit, gone.Author, gone.Content.Language, gone.Code, gone.CreatedAt);
        var written = post.Change(gone.Content, gone.Due, gone.ChangedBy, gone.ChangedAt);
        if (!written.Ok)
            return Outcome<PostStanding>.Refused(written.Refusals);
        door.Add(post);
        return await door.Close(post, ct);
    }
}
