using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Slots;

/// <summary>Puts one period to another time, once; all others stay where the rule has them. An untouched draft moves along.</summary>
internal sealed class MovePeriod(Db db, SlotDoor door, PostQueries posts, ReleaseTime time, CityTime clock)
{
    /// <param name="when">Open: back to where the rule has it.</param>
    /// <returns>UTC; where it was before.</returns>
    public async Task<Outcome<DateTime>> Run(Actor actor, SlotId slot, DateOnly day, PostDue when, CancellationToken ct)
    {
        var opened = await door.Period(actor, slot, day, ct);
        if (!opened.Ok)
            return Outcome<DateTime>.Refused(opened.Refusals);
        var (period, row) = opened.Value;
        if (period.State == PeriodState.Written)
            return Refusal.Conflict("Editorial.PeriodHasPost");
        if (period.State is PeriodState.Skipped)
            return Refusal.Conflict("Editorial.PeriodIsSkipped");
        var back = when is PostDue.Open;
        var read = time.Read(when, null);
        if (!read.Ok)
            return Outcome<DateTime>.Refused(read.Refusals);
        row.Move(back ? null : read.Value);
        if (period is { State: PeriodState.Drafted, Post: { } post })
        {
            var draft = (await posts.Find(db, post, ct))!;
            var due = back ? clock.Place(day.ToDateTime(period.Slot.At)).Utc : read.Value;
            var changed = draft.Change(draft.Content, due, draft.ChangedBy, clock.UtcNow);
            if (!changed.Ok)
                return Outcome<DateTime>.Refused(changed.Refusals);
        }
        return (await door.Close(ct)).To(_ => period.Due);
    }
}
