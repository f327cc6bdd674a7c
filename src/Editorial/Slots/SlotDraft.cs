using System.Globalization;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <summary>A slot as it stands in the fields of its form.</summary>
internal sealed class SlotDraft
{
    public string? Name { get; set; }
    public string Unit { get; set; } = "";
    public string? Owner { get; set; } = "";
    public string? Rhythm { get; set; } = nameof(Contracts.Rhythm.Weekly);
    public HashSet<DayOfWeek> Weekdays { get; } = [DayOfWeek.Thursday];
    public string? Every { get; set; } = "1";
    public string? MonthDay { get; set; } = "1";
    public string? Nth { get; set; } = "1";
    public DateOnly? First { get; set; }
    public TimeOnly? At { get; set; } = new(16, 0);
    public string? Category { get; set; } = "";
    public string? Title { get; set; }
    public string? Text { get; set; }
    public HashSet<ChannelId> Channels { get; } = [];
    public string? LeadDays { get; set; } = "3";
    public bool RestsInHolidays { get; set; }
    public bool Active { get; set; } = true;

    public Rhythm Kind => Enum.TryParse<Rhythm>(Rhythm, out var kind) ? kind : Contracts.Rhythm.Weekly;

    public static SlotDraft New(DateOnly today) => new() { First = today };

    public static SlotDraft Of(NewSlot slot)
    {
        var draft = new SlotDraft
        {
            Name = slot.Name,
            Unit = slot.Unit.ToString(),
            Owner = slot.Owner?.ToString() ?? "",
            Rhythm = slot.Rule.Rhythm.ToString(),
            Every = Digits(slot.Rule.Every),
            MonthDay = Digits(slot.Rule.MonthDay),
            Nth = Digits(slot.Rule.Nth),
            First = slot.Rule.First,
            At = slot.At,
            Category = slot.Category?.ToString() ?? "",
            Title = slot.Title,
            Text = slot.Text,
            LeadDays = Digits(slot.LeadDays),
            RestsInHolidays = slot.RestsInHolidays,
            Active = slot.Active,
        };
        draft.Weekdays.Clear();
        draft.Weekdays.UnionWith(slot.Rule.Weekdays);
        draft.Channels.UnionWith(slot.Channels);
        return draft;
    }

    public void Choose(DayOfWeek day, bool chosen) => Choose(Weekdays, day, chosen);

    public void Choose(ChannelId channel, bool chosen) => Choose(Channels, channel, chosen);

    /// <summary>What is no number, or no day, becomes what the use case refuses with its sentence.</summary>
    public NewSlot Read() => new(
        Name ?? "",
        UnitId.TryParse(Unit, null, out var unit) ? unit : default,
        PersonId.TryParse(Owner, null, out var owner) ? owner : null,
        new SlotRule(Kind, [.. Weekdays.Order()], Number(Every), Number(MonthDay), Number(Nth), First ?? DateOnly.MinValue),
        At ?? TimeOnly.MinValue,
        CategoryId.TryParse(Category, null, out var category) ? category : null,
        Title ?? "",
        Text ?? "",
        [.. Channels],
        Number(LeadDays),
        RestsInHolidays,
        Active);

    private static void Choose<T>(HashSet<T> among, T one, bool chosen)
    {
        if (chosen)
            among.Add(one);
        else
            among.Remove(one);
    }

    private static int Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);
}
