using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Gives a post to those who approve. Everything has to fit by now.</summary>
internal sealed class SubmitPost(PostDoor door, PostCheck check, CityTime time)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Write, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var post = opened.Value;
        if (post.Submit(door.Now) is { } no)
            return no;
        var seen = await check.Of(post, ct);
        var refusals = seen.Refusals;
        if (post.Due is { } due && due < door.Now)
            refusals.Add(Refusal.Invalid("Editorial.DueIsPast", time.WordsOf(due)).On("due"));
        if (refusals.Count > 0)
            return refusals;
        door.Note(new Decision(id, DecisionKind.Submitted, actor.Person, door.Now) { Hash = seen.Hash });
        return await door.Close(post, ct);
    }
}
