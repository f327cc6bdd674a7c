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

/// <summary>What a slot has to be, with every fault as a sentence at its field. What a rule does not use is put to its neutral value.</summary>
internal sealed class SlotCheck(Db db, FitChannels channels, IUnits units, IPeople people, CityTime time)
{
    /// <param name="had">As it was; null for a new one. What it had may stay, even when it could not be chosen any more.</param>
    public async Task<Outcome<NewSlot>> Of(NewSlot raw, Slot? had, CancellationToken ct)
    {
        var clean = new CleanText();
        var slot = raw with
        {
            Name = clean.Line(raw.Name, "name", SlotTables.NameLength),
            Title = clean.Line(raw.Title, "title", Writing.MostTitle),
            Text = clean.Of(raw.Text, "text", Writing.MostText),
            Channels = [.. raw.Channels.Distinct()],
            Rule = Neutral(raw.Rule),
        };
        var refusals = clean.Refusals.ToList();
        if (slot.Name.Length == 0)
            refusals.Add(Refusal.Invalid("Editorial.SlotNameMissing").On("name"));
        if (slot.LeadDays is < 1 or > SlotRound.MostLeadDays)
            refusals.Add(Refusal.Invalid("Editorial.SlotLeadBad", SlotRound.MostLeadDays).On("leadDays"));
        refusals.AddRange(OfRule(slot.Rule, had));
        refusals.AddRange(await Unknown(slot, had, ct));
        return refusals.Count > 0 ? refusals : slot;
    }

    private static SlotRule Neutral(SlotRule rule) => rule with
    {
        Weekdays = rule.Rhythm == Rhythm.MonthDay ? [] : [.. rule.Weekdays.Distinct()],
        MonthDay = rule.Rhythm == Rhythm.MonthDay ? rule.MonthDay : 1,
        Nth = rule.Rhythm == Rhythm.MonthWeekday ? rule.Nth : 1,
    };

    private IEnumerable<Refusal> OfRule(SlotRule rule, Slot? had)
    {
        if (!Enum.IsDefined(rule.Rhythm) || rule.Every is < 1 or > 12)
            yield return Refusal.Invalid("Editorial.SlotEveryBad").On("every");
        if (rule.Rhythm == Rhythm.Weekly && rule.Weekdays.Count == 0)
            yield return Refusal.Invalid("Editorial.SlotWeekdayMissing").On("weekdays");
        if (rule.Rhythm == Rhythm.MonthWeekday && rule.Weekdays.Count != 1)
            yield return Refusal.Invalid("Editorial.SlotOneWeekday").On("weekdays");
        if (rule.MonthDay is < 1 or > 31)
            yield return Refusal.Invalid("Editorial.SlotMonthDayBad").On("monthDay");
        if (rule.Nth is < 1 or > SlotDays.LastOfMonth)
            yield return Refusal.Invalid("Editorial.SlotNthBad").On("nth");
        // Far days cannot be reckoned with, and early ones would count weeks from another century. A slot that has run for years keeps its first day.
        if (rule.First == had?.First)
            yield break;
        if (rule.First < time.Today.AddYears(-2) || rule.First > time.Today.AddYears(2))
            yield return Refusal.Invalid("Editorial.SlotFirstBad").On("first");
    }

    private async Task<List<Refusal>> Unknown(NewSlot slot, Slot? had, CancellationToken ct)
    {
        var refusals = new List<Refusal>();
        if (await units.Find(slot.Unit, ct) is null)
        {
            refusals.Add(Refusal.Invalid("Editorial.UnitUnknown").On("unit"));
            return refusals;
        }
        if (slot.Owner is { } owner && owner != had?.Owner && (await people.WhoMay(Permission.Write, slot.Unit, ct)).All(person => person.Id != owner))
            refusals.Add(Refusal.Invalid("Editorial.SlotOwnerCannotWrite").On("owner"));
        if (slot.Category is { } category && category != had?.Category && !await db.Set<Category>().AnyAsync(one => one.Id == category, ct))
            refusals.Add(Refusal.Invalid("Editorial.CategoryUnknown").On("category"));
        var added = slot.Channels.Except(had?.Channels.Select(channel => channel.Channel) ?? []).ToList();
        if (added.Count == 0)
            return refusals;
        var selectable = (await channels.Selectable(slot.Unit, ct)).Select(channel => channel.Id).ToHashSet();
        if (added.Exists(channel => !selectable.Contains(channel)))
            refusals.Add(Refusal.Invalid("Editorial.ChannelNotSelectable").On("channels"));
        return refusals;
    }
}
