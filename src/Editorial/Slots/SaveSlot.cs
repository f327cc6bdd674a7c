using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Slots;

/// <summary>A new slot. It is a promise of the unit, so it asks for those who release there.</summary>
internal sealed class CreateSlot(Db db, SlotCheck check, SlotDoor door, CityTime time, Rounds rounds)
{
    public async Task<Outcome<SlotId>> Run(Actor actor, NewSlot wanted, CancellationToken ct)
    {
        if (!actor.May(Permission.Release, wanted.Unit))
            return actor.May(Permission.See, wanted.Unit) ? Refusal.Forbidden("Editorial.SlotNeedsRelease") : Refusal.NotFound("Editorial.UnitUnknown").On("unit");
        var read = await check.Of(wanted, null, ct);
        if (!read.Ok)
            return Outcome<SlotId>.Refused(read.Refusals);
        var slot = new Slot(SlotId.New(), actor.Person, time.UtcNow);
        slot.Set(read.Value);
        db.Add(slot);
        db.AfterCommit(() => rounds.Nudge(SlotRound.Name));
        return (await door.Close(ct)).To(_ => slot.Id);
    }
}

/// <summary>Changes a slot from its next draft on. Drafts that are there already stay as they are; only a new hour is theirs too while nobody has written in them.</summary>
internal sealed class ChangeSlot(SlotDoor door, SlotCheck check, UntouchedDrafts drafts, Db db, Rounds rounds)
{
    /// <param name="version">As read; a newer one is a Conflict.</param>
    public async Task<Outcome<Done>> Run(Actor actor, SlotId id, int version, NewSlot wanted, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Release, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        if (!actor.May(Permission.Release, wanted.Unit))
            return Refusal.Forbidden("Editorial.SlotNeedsRelease");
        if (opened.Value.Version != version)
            return Refusal.Conflict("Kernel.Changed");
        var read = await check.Of(wanted, opened.Value, ct);
        if (!read.Ok)
            return Outcome<Done>.Refused(read.Refusals);
        var hour = opened.Value.At;
        opened.Value.Set(read.Value);
        if (opened.Value.At != hour)
            await drafts.Follow(opened.Value, ct);
        db.AfterCommit(() => rounds.Nudge(SlotRound.Name));
        return await door.Close(ct);
    }
}

/// <summary>Removes a slot. Posts that came of it stay, with everything that was ever done with them.</summary>
internal sealed class RemoveSlot(SlotDoor door, Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, SlotId id, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.Release, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        db.Remove(opened.Value);
        return await door.Close(ct);
    }
}
