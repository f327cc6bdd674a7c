using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Begins a post in a unit.</summary>
internal sealed class CreatePost(PostDoor door, Writing writing, Submission submission, IUnits units, ICity city)
{
    /// <param name="submit">Hands it to those who approve in the same step; what does not fit yet is then not begun at all.</param>
    public async Task<Outcome<Saved>> Run(Actor actor, UnitId unit, PostContent content, PostDue due, bool submit, CancellationToken ct)
    {
        if (!actor.May(Permission.Write, unit))
            return actor.May(Permission.See, unit) ? Refusal.Forbidden() : Refusal.NotFound("Editorial.UnitUnknown").On("unit");
        if (await units.Find(unit, ct) is null)
            return Refusal.NotFound("Editorial.UnitUnknown").On("unit");
        var post = new Post(PostId.New(), unit, actor.Person, (await city.Get(ct)).Language, Slugs.NewCode(), door.Now);
        var written = await writing.Read(actor, post, content, due, ct);
        if (!written.Ok)
            return Outcome<Saved>.Refused(written.Refusals);
        post.Change(written.Value.Content, written.Value.Due, actor.Person, door.Now);
        door.Add(post);
        if (submit && await submission.Give(actor, post, ct) is { Count: > 0 } refusals)
            return Outcome<Saved>.Refused(refusals);
        var closed = await door.Close(post, ct);
        return closed.To(standing => new Saved(standing, written.Value.Notices));
    }
}
