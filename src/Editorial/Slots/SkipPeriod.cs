using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Slots;

/// <summary>Leaves one period out, or takes that back. An untouched draft goes with it; what somebody has written stays and is refused.</summary>
internal sealed class SkipPeriod(Db db, SlotDoor door)
{
    public async Task<Outcome<Done>> Run(Actor actor, SlotId slot, DateOnly day, bool skip, CancellationToken ct)
    {
        var opened = await door.Period(actor, slot, day, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        var (period, row) = opened.Value;
        if (skip && period.State == PeriodState.Written)
            return Refusal.Conflict("Editorial.PeriodHasPost");
        if (skip && period is { State: PeriodState.Drafted, Post: { } post })
        {
            db.Remove(await db.Set<Post>().SingleAsync(one => one.Id == post, ct));
            row.Forget();
        }
        row.Skip(skip);
        return await door.Close(ct);
    }
}
