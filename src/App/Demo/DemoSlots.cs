using Stadtfunk.Editorial.Contracts;

namespace Stadtfunk.App.Demo;

/// <summary>A recurring place of Musterstadt.</summary>
/// <param name="Owner">Key of a person; null: the unit as a whole.</param>
internal sealed record DemoSlot(string Key, string Name, string Unit, string? Owner, string Category, TimeOnly At, string Title, string Text)
{
    public Rhythm Rhythm { get; init; } = Rhythm.Weekly;
    public required DayOfWeek Day { get; init; }
    public int Every { get; init; } = 1;
    public int Nth { get; init; } = 1;
    public int LeadDays { get; init; } = 3;
    public bool RestsInHolidays { get; init; }
    public IReadOnlyList<string> Channels { get; init; } = DemoChannels.OfCity;

    public SlotRule RuleFrom(DateOnly first) => new(Rhythm, [Day], Every, 1, Nth, first);
}

internal static class DemoSlots
{
    public static readonly IReadOnlyList<DemoSlot> All =
    [
        new("sonntagstipp", "Sonntagstipp", "Stadtmarketing", "romano", "Veranstaltung", new(16, 0), "Der Sonntagstipp",
            "Am Sonntag empfehlen wir:\n\nWann:\nWo:\nBarrierefrei:")
        {
            Day = DayOfWeek.Thursday, LeadDays = 5,
        },
        new("baustellen", "Baustellen der Woche", "Straßenverkehrsamt", null, "Verkehr", new(7, 0), "Baustellen ab {Datum}",
            "Hier wird in dieser Woche gebaut:")
        {
            Day = DayOfWeek.Monday,
        },
        new("stellen", "Stellen bei der Stadt", "Personalamt", "nguyen", "Stelle", new(12, 0), "Arbeiten für Musterstadt",
            "Diese Stellen sind gerade offen:")
        {
            Day = DayOfWeek.Wednesday, Every = 2,
        },
        new("museumswerkstatt", "Museumswerkstatt", "Naturkundemuseum", "okafor", "Veranstaltung", new(10, 0), "In der Museumswerkstatt",
            "Am ersten Dienstag im Monat öffnet die Werkstatt:")
        {
            Rhythm = Rhythm.MonthWeekday, Day = DayOfWeek.Tuesday, LeadDays = 7, RestsInHolidays = true, Channels = [DemoChannels.Museum],
        },
    ];
}
