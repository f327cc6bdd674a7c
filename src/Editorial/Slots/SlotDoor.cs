using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Editorial.Slots;

/// <summary>The one way in which use cases get at a slot and save it.</summary>
internal sealed class SlotDoor(Db db, Periods periods, Pulse pulse)
{
    public async Task<Outcome<Slot>> Open(Actor actor, SlotId id, Permission needed, CancellationToken ct)
    {
        var slot = await db.Set<Slot>().Include(slot => slot.Channels).FirstOrDefaultAsync(slot => slot.Id == id, ct);
        if (slot is null || !actor.May(Permission.See, slot.Unit))
            return Refusal.NotFound("Editorial.SlotUnknown");
        return actor.May(needed, slot.Unit) ? slot : Refusal.Forbidden();
    }

    public async Task<Outcome<OpenPeriod>> Period(Actor actor, SlotId id, DateOnly day, CancellationToken ct)
    {
        var opened = await Open(actor, id, Permission.Write, ct);
        if (!opened.Ok)
            return Outcome<OpenPeriod>.Refused(opened.Refusals);
        if (await periods.Find(opened.Value, day, ct) is not { } period)
            return Refusal.NotFound("Editorial.PeriodUnknown");
        var row = await db.Set<SlotPeriod>().FirstOrDefaultAsync(row => row.Slot == id && row.Day == day, ct);
        if (row is null)
            db.Add(row = new SlotPeriod(id, day));
        return new OpenPeriod(period, row);
    }

    public async Task<Outcome<Done>> Close(CancellationToken ct)
    {
        db.AfterCommit(() => pulse.Beat("posts", null));
        return await Drafting.Saved(db, ct) ? Done.Ok : Refusal.Conflict("Kernel.Changed");
    }
}

/// <param name="Row">Tracked, new when nothing had become of it.</param>
internal sealed record OpenPeriod(Period Period, SlotPeriod Row);
