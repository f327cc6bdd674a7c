using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Gives a new time to a post that waits for its hour or has missed it. The released revision stays the same.</summary>
internal sealed class ReschedulePost(PostDoor door, PostCheck check, ReleaseTime time)
{
    public async Task<Outcome<PostStanding>> Run(Actor actor, PostId id, int? version, PostDue when, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Release, version, ct);
        if (!opened.Ok)
            return Outcome<PostStanding>.Refused(opened.Refusals);
        var due = time.Read(when, null);
        if (!due.Ok)
            return Outcome<PostStanding>.Refused(due.Refusals);
        var post = opened.Value;
        if (post.Reschedule(due.Value, door.Now) is { } no)
            return no;
        // What keeps the whole post back would keep it back at the new time too. What one channel lacks, its own delivery says.
        if ((await check.Of(post, ct)).Problems.Where(problem => problem.Channel is null).Select(problem => problem.Why).ToList() is { Count: > 0 } stopped)
            return Outcome<PostStanding>.Refused(stopped);
        door.Note(new Decision(id, DecisionKind.Rescheduled, actor.Person, door.Now) { Due = due.Value });
        door.Raise(new PostReleased(id, post.LastRevision, due.Value, actor.Person));
        return await door.Close(post, ct);
    }
}
