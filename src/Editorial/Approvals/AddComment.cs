using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Says something about a post. Whoever may see it may say something: a legal office with the feedback role too. Neither state nor approval move.</summary>
internal sealed class AddComment(Db db, PostDoor door, Pulse pulse)
{
    public async Task<Outcome<Done>> Run(Actor actor, PostId id, string? text, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.See, null, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        var clean = new CleanText();
        var words = clean.Of(text, "comment", ReturnPost.MostComment).Trim();
        if (clean.Refusals.Count > 0)
            return Outcome<Done>.Refused(clean.Refusals);
        if (words.Length == 0)
            return Refusal.Invalid("Editorial.CommentEmpty").On("comment");
        var comment = new Comment(id, actor.Person, door.Now, words);
        db.Add(comment);
        db.Raise(new PostCommented(id, comment.Id, actor.Person));
        db.AfterCommit(() => pulse.Beat("posts", id.Value));
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
