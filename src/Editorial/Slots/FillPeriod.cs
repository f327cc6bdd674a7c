using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Slots;

/// <summary>Somebody does not want to wait for the draft of a period, or deleted it and wants it again.</summary>
internal sealed class FillPeriod(Db db, SlotDoor door, Drafting drafting, CityTime time)
{
    public async Task<Outcome<PostId>> Run(Actor actor, SlotId slot, DateOnly day, CancellationToken ct)
    {
        var opened = await door.Period(actor, slot, day, ct);
        if (!opened.Ok)
            return Outcome<PostId>.Refused(opened.Refusals);
        var period = opened.Value.Period;
        // Read once more by the drafting: what was only looked up here is not to be saved twice.
        db.ChangeTracker.Clear();
        if (period.Post is { } already)
            return already;
        if (period.State is PeriodState.Skipped)
            return Refusal.Conflict("Editorial.PeriodIsSkipped");
        if (period.Due < time.UtcNow)
            return Refusal.Invalid("Editorial.DueIsPast", time.WordsOf(period.Due));
        return await drafting.Make(period, ct) is { } made ? made : Refusal.Conflict("Kernel.Changed");
    }
}
