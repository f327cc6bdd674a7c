using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <param name="Notices">Sentences about what saving did besides: characters taken out, an approval taken away.</param>
internal sealed record Saved(PostStanding Standing, IReadOnlyList<Refusal> Notices);

/// <summary>Saves what is being written. A change of what will be published takes an approval away, and says so.</summary>
internal sealed class SavePost(PostDoor door, Writing writing)
{
    public async Task<Outcome<Saved>> Run(Actor actor, PostId id, int version, PostContent content, PostDue due, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<Saved>.Refused(opened.Refusals);
        var post = opened.Value;
        if (post.Locked() is { } locked)
            return locked;
        var written = await writing.Read(actor, post, content.Over(post.Content), due, ct);
        if (!written.Ok)
            return Outcome<Saved>.Refused(written.Refusals);
        var before = post.Due;
        var changed = post.Change(written.Value.Content, written.Value.Due, actor.Person, door.Now);
        if (!changed.Ok)
            return Outcome<Saved>.Refused(changed.Refusals);
        var notices = written.Value.Notices.ToList();
        if (!changed.Value.Any)
            return new Saved(PostDoor.Standing(post), notices);
        if (changed.Value.Reset)
        {
            door.Note(new Decision(post.Id, DecisionKind.Reset, actor.Person, door.Now));
            notices.Add(Refusal.Conflict("Editorial.ApprovalReset"));
        }
        else if (post.Due != before)
            door.NoteTime(post, actor);
        var closed = await door.Close(post, ct);
        return closed.To(standing => new Saved(standing, notices));
    }
}
