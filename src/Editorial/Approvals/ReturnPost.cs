using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Gives a post back to its author, with a comment that says what is missing.</summary>
internal sealed class ReturnPost(PostDoor door)
{
    public const int MostComment = 2_000;

    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, string? comment, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Approve, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var clean = new CleanText();
        var words = clean.Of(comment, "comment", MostComment).Trim();
        if (clean.Refusals.Count > 0)
            return Outcome<PostStanding>.Refused(clean.Refusals);
        if (words.Length == 0)
            return Refusal.Invalid("Editorial.CommentMissing").On("comment");
        if (opened.Value.Return(door.Now) is { } no)
            return no;
        door.Note(new Decision(id, DecisionKind.Returned, actor.Person, door.Now) { Comment = words, StandingInFor = actor.StandsInFor(Permission.Approve, opened.Value.Unit) });
        door.Raise(new PostReturned(id, actor.Person, door.Now));
        return await door.Close(opened.Value, ct);
    }
}
