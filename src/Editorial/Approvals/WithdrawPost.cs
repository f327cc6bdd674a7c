using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Asks that a public post is taken away from the website and from every network; a correction on its way is called off.</summary>
internal sealed class WithdrawPost(PostDoor door)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, string? reason, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Release, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var clean = new CleanText();
        var words = clean.Of(reason, "reason", ReturnPost.MostComment).Trim();
        if (clean.Refusals.Count > 0)
            return Outcome<PostStanding>.Refused(clean.Refusals);
        var post = opened.Value;
        if (post.AskWithdrawal(door.Now) is { } no)
            return no;
        // The word of the withdrawal says it all: another one beside it could come after it, and call off what it began.
        if (post.State == PostState.Scheduled)
            post.CallOff(door.Now);
        door.Note(new Decision(id, DecisionKind.WithdrawalAsked, actor.Person, door.Now) { Comment = words.Length > 0 ? words : null });
        door.Raise(new PostWithdrawalAsked(id, post.LiveRevision, actor.Person, door.Now));
        return await door.Close(post, ct);
    }
}
