using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <param name="MayWrite">May fill, skip and move periods.</param>
/// <param name="MayChange">May change the slot itself.</param>
/// <param name="OwnerName">Null: the unit as a whole.</param>
internal sealed record SlotRow(
    SlotId Id, int Version, NewSlot Data, string UnitName, string? OwnerName, CategoryView? Category, IReadOnlyList<string> Channels, bool MayWrite, bool MayChange,
    IReadOnlyList<PeriodView> Next);

public sealed record PeriodView(SlotId Slot, string Name, DateOnly Day, DateTime Due, ClockChange Clock, bool Moved, PeriodState State, PostId? Post)
{
    public bool IsGap => State is PeriodState.Open or PeriodState.Drafted or PeriodState.Emptied;

    internal static PeriodView Of(Period period) =>
        new(period.Slot.Id, period.Slot.Name, period.Day, period.Due, period.Clock, period.Moved, period.State, period.Post);
}

/// <param name="MayCreate">In at least one unit.</param>
/// <param name="MayKeepHolidays">Desk lead of the city.</param>
internal sealed record SlotDeskView(IReadOnlyList<SlotRow> Slots, bool MayCreate, bool MayKeepHolidays);

/// <summary>The slots of the units that the actor sees, each with its next periods.</summary>
internal sealed class SlotDesk(Db db, Periods periods, IUnits units, IPeople people, IChannels channels, ICategories categories, Categorising lead, CityTime time)
{
    private const int DaysAhead = 100;
    private const int Shown = 3;

    public async Task<SlotDeskView> Run(Actor actor, CancellationToken ct)
    {
        var visible = actor.UnitsWith(Permission.See);
        var slots = await db.Set<Slot>().AsNoTracking().Include(slot => slot.Channels).Where(slot => visible.Contains(slot.Unit)).OrderBy(slot => slot.Name).Take(200).ToListAsync(ct);
        var now = time.UtcNow;
        var next = (await periods.Between(slots, now, now.AddDays(DaysAhead), ct)).ToLookup(period => period.Slot.Id);
        var unitNames = (await units.Tree(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        var names = await people.Many([.. slots.Select(slot => slot.Owner).OfType<PersonId>().Distinct()], ct);
        var channelNames = (await channels.Many([.. slots.SelectMany(slot => slot.Channels).Select(channel => channel.Channel).Distinct()], ct)).ToDictionary(channel => channel.Id, channel => channel.Name);
        var topics = (await categories.All(ct)).ToDictionary(topic => topic.Id);
        var rows = slots.Select(slot => new SlotRow(
            slot.Id,
            slot.Version,
            new NewSlot(
                slot.Name, slot.Unit, slot.Owner, slot.Rule, slot.At, slot.Category, slot.Title, slot.Text, [.. slot.Channels.Select(channel => channel.Channel)], slot.LeadDays,
                slot.RestsInHolidays, slot.Active),
            unitNames.GetValueOrDefault(slot.Unit, ""),
            slot.Owner is { } owner ? names.GetValueOrDefault(owner)?.Name : null,
            slot.Category is { } topic ? topics.GetValueOrDefault(topic) : null,
            [.. slot.Channels.Select(channel => channelNames.GetValueOrDefault(channel.Channel)).OfType<string>().Order(StringComparer.CurrentCulture)],
            actor.May(Permission.Write, slot.Unit),
            actor.May(Permission.Release, slot.Unit),
            [.. next[slot.Id].Take(Shown).Select(PeriodView.Of)]));
        return new SlotDeskView([.. rows], actor.MayAnywhere(Permission.Release), await lead.NotAllowed(actor, ct) is null);
    }
}

/// <summary>What the form of a slot offers for a unit.</summary>
/// <param name="Units">In which the actor may keep slots.</param>
/// <param name="People">Who may write in the unit.</param>
internal sealed record SlotChoice(UnitId Unit, IReadOnlyList<UnitView> Units, IReadOnlyList<PersonView> People, IReadOnlyList<FitChannel> Channels, IReadOnlyList<CategoryView> Categories);

internal sealed class SlotChoices(IUnits units, IPeople people, FitChannels channels, ICategories categories)
{
    /// <param name="unit">Null: the first that the actor may keep slots in.</param>
    public async Task<Outcome<SlotChoice>> Run(Actor actor, UnitId? unit, CancellationToken ct)
    {
        var open = (await units.Tree(ct)).Where(one => actor.May(Permission.Release, one.Id)).ToList();
        if (open.Find(one => unit is null || one.Id == unit) is not { } chosen)
            return Refusal.Forbidden("Editorial.SlotNeedsRelease");
        return new SlotChoice(
            chosen.Id, open, await people.WhoMay(Permission.Write, chosen.Id, ct), await channels.Selectable(chosen.Id, ct), await categories.All(ct));
    }
}
