using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Calendar;

/// <param name="From">UTC; where it was. Null: it had no time.</param>
/// <param name="Quiet">It now lies in the quiet hours.</param>
internal sealed record MovedPost(DateTime? From, DateTime To, bool Quiet);

/// <summary>
/// Another day or time from the calendar. What is still being written is saved with it; what waits for its hour gets a new one, for which the right
/// to release is needed; what is out stays where it is.
/// </summary>
internal sealed class MovePost(PostDoor door, ReschedulePost reschedule, ReleaseTime time, KnownQuiet quiet, CityTime city)
{
    public async Task<Outcome<MovedPost>> Run(Actor actor, PostId id, PostDue when, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.See, null, ct);
        if (!opened.Ok)
            return Outcome<MovedPost>.Refused(opened.Refusals);
        var post = opened.Value;
        var (before, version) = (post.Due, post.Version);
        if (post.State is PostState.Published or PostState.PartlyPublished or PostState.Failed)
            return Refusal.Conflict("Editorial.MovePublished");
        var waits = post.State is PostState.Scheduled or PostState.Missed;
        if (!waits && post.Locked() is { } locked)
            return locked;
        if (!actor.May(waits ? Permission.Release : Permission.Write, post.Unit))
            return Refusal.Forbidden(waits ? "Editorial.MoveNeedsRelease" : "Kernel.Forbidden");
        var due = time.Read(when, null);
        if (!due.Ok)
            return Outcome<MovedPost>.Refused(due.Refusals);
        var moved = waits ? await reschedule.Run(actor, id, version, new PostDue.At(due.Value), ct) : await Save(actor, post, due.Value, ct);
        var isQuiet = (await quiet.Now(ct)).Has(TimeOnly.FromDateTime(city.ToLocal(due.Value)));
        return moved.To(_ => new MovedPost(before, due.Value, isQuiet));
    }

    private async Task<Outcome<PostStanding>> Save(Actor actor, Post post, DateTime due, CancellationToken ct)
    {
        // Nobody becomes the author of a text by moving it.
        var changed = post.Change(post.Content, due, actor.Person, door.Now);
        if (changed is { Ok: true, Value.Any: true })
            door.NoteTime(post, actor);
        return changed.Ok ? await door.Close(post, ct) : Outcome<PostStanding>.Refused(changed.Refusals);
    }
}
