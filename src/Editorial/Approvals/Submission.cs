using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Hands a post to those who approve. Everything has to fit by now.</summary>
internal sealed class Submission(PostDoor door, PostCheck check, CityTime time)
{
    /// <param name="post">The actor may write it.</param>
    /// <returns>Nothing when the post is handed over; the caller saves it. Refusals leave nothing to be saved.</returns>
    public async Task<IReadOnlyList<Refusal>> Give(Actor actor, Post post, CancellationToken ct)
    {
        if (post.Submit(door.Now) is { } no)
            return [no];
        post.Adopt(actor.Person);
        var seen = await check.Of(post, ct);
        var refusals = seen.Refusals;
        if (post.Due is { } due && due < door.Now)
            refusals.Add(Refusal.Invalid("Editorial.DueIsPast", time.WordsOf(due)).On("due"));
        if (refusals.Count > 0)
            return refusals;
        door.Note(new Decision(post.Id, DecisionKind.Submitted, actor.Person, door.Now) { Hash = seen.Hash, Due = post.Due });
        door.Raise(new PostSubmitted(post.Id, actor.Person, door.Now));
        return refusals;
    }
}
