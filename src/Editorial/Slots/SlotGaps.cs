using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <param name="Mine">It waits for this person: as the owner or who stands in for them, or as one who writes in the unit when no owner is there any more.</param>
/// <param name="Owner">Name of the person or unit.</param>
internal sealed record SlotGap(PeriodView Period, bool Mine, string Owner);

/// <summary>Periods of the coming week for which somebody still has to write, in the units that the actor writes in.</summary>
internal sealed class SlotGaps(Db db, Periods periods, IUnits units, IPeople people, CityTime time) : IWaiting
{
    private const int Days = 7;

    public async Task<IReadOnlyList<SlotGap>> Run(Actor actor, CancellationToken ct)
    {
        var writes = actor.UnitsWith(Permission.Write);
        var slots = await db.Set<Slot>().AsNoTracking().Where(slot => writes.Contains(slot.Unit)).ToListAsync(ct);
        if (slots.Count == 0)
            return [];
        var now = time.UtcNow;
        var gaps = (await periods.Between(slots, now, now.AddDays(Days), ct)).Where(period => period.IsGap).ToList();
        if (gaps.Count == 0)
            return [];
        var names = await people.Many([.. gaps.Select(period => period.Slot.Owner).OfType<PersonId>().Distinct()], ct);
        var unitNames = (await units.Tree(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var there = await Owners(gaps, ct);
        return [.. gaps.Select(period => new SlotGap(
            PeriodView.Of(period),
            period.Slot.Owner is { } owner && there.Contains((owner, period.Slot.Unit))
                ? owner == actor.Person || actor.Lent.Any(lent => lent.Of == owner)
                : !actor.May(Permission.Release, period.Slot.Unit),
            period.Slot.Owner is { } named && names.TryGetValue(named, out var person) ? person.Name : unitNames.GetValueOrDefault(period.Slot.Unit, ""))).Take(30)];
    }

    // Those who still write where their slot is.
    private async Task<HashSet<(PersonId, UnitId)>> Owners(IEnumerable<Period> gaps, CancellationToken ct)
    {
        var there = new HashSet<(PersonId, UnitId)>();
        foreach (var unit in gaps.Where(period => period.Slot.Owner is not null).Select(period => period.Slot.Unit).Distinct())
            there.UnionWith((await people.WhoMay(Permission.Write, unit, ct)).Select(person => (person.Id, unit)));
        return there;
    }

    /// <summary>Only what has its draft already waits; the others are still to come.</summary>
    public async Task<int> Count(Actor actor, CancellationToken ct) => (await Run(actor, ct)).Count(gap => gap.Mine && gap.Period.State != PeriodState.Open);
}

/// <summary>A unit with slots keeps its place until they are moved or removed.</summary>
internal sealed class SlotsOfUnit(Db db) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct)
    {
        var slots = await db.Set<Slot>().CountAsync(slot => slot.Unit == unit, ct);
        return slots > 0 ? Refusal.Conflict("Editorial.UnitHasSlots", unitName, slots) : null;
    }
}

/// <summary>The window of this folder for the App.</summary>
internal sealed class OpenSlotDesk(CreateSlot create, AddSchoolHoliday holidays) : ISlotDesk
{
    public Task<Outcome<SlotId>> Create(Actor actor, NewSlot slot, CancellationToken ct) => create.Run(actor, slot, ct);

    public Task<Outcome<Done>> AddSchoolHoliday(Actor actor, string name, DateOnly first, DateOnly last, CancellationToken ct) =>
        holidays.Run(actor, name, first, last, ct);
}
