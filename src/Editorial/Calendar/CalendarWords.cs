using System.Globalization;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Calendar;

/// <summary>Days and entries as people say them.</summary>
internal static class CalendarWords
{
    private static bool German => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de";

    /// <summary>"Donnerstag, 26. November".</summary>
    public static string Day(DateOnly day) => day.ToString(German ? "dddd, d. MMMM" : "dddd, d MMMM", CultureInfo.CurrentUICulture);

    /// <summary>"November 2026", or "23. bis 29. November 2026".</summary>
    public static string Of(Words words, CalendarSpan span) => span.Look == CalendarLook.Week
        ? words["Editorial.Holidays.Span", span.First.ToString(German ? "d. MMMM" : "d MMMM", CultureInfo.CurrentUICulture), span.End.AddDays(-1).ToString(German ? "d. MMMM yyyy" : "d MMMM yyyy", CultureInfo.CurrentUICulture)]
        : span.First.ToString("MMMM yyyy", CultureInfo.CurrentUICulture);

    /// <summary>"Ruhezeit 22:00–06:00 Uhr"; null when there is none.</summary>
    public static string? Of(Words words, QuietHours quiet) => quiet.From == quiet.To ? null
        : words["Editorial.Calendar.QuietHours", quiet.From.ToString("HH:mm", CultureInfo.InvariantCulture), quiet.To.ToString("HH:mm", CultureInfo.InvariantCulture)];

    /// <summary>"Weihnachtsferien (23. bis 31. Dezember)", as far as they lie in the days that are shown.</summary>
    public static string Vacation(Words words, string name, DateOnly first, DateOnly last)
    {
        string Short(DateOnly day) => day.ToString(German ? "d. MMMM" : "d MMMM", CultureInfo.CurrentUICulture);
        return first == last ? $"{name} ({Short(first)})" : $"{name} ({words["Editorial.Holidays.Span", Short(first), Short(last)]})";
    }

    public static int WeekNumber(DateOnly day) => ISOWeek.GetWeekOfYear(day.ToDateTime(TimeOnly.MinValue));

    public static string? Off(Words words, CalendarDay day) => (day.Holiday, day.SchoolHoliday) switch
    {
        ({ Partly: true } free, _) => words["Editorial.Calendar.Partly", words[$"Editorial.Holiday.{free.Key}"]],
        ({ } free, _) => words[$"Editorial.Holiday.{free.Key}"],
        (_, { } school) => school,
        _ => null,
    };

    public static string Title(Words words, CalendarEntry entry) => entry.Gap is { } gap ? gap.Name
        : entry.Post is { Title.Length: > 0 } post ? post.Title : words["Editorial.Posts.Untitled"];

    public static string State(Words words, CalendarEntry entry) =>
        entry.Gap is { } gap ? words["Editorial.Calendar.Gap", SlotWords.Of(words, gap.State)]
        : entry.Post is { State: PostState.Scheduled, WaitsFor: { } first } ? words["Editorial.Awaited.Waits", first] : StateWords.Of(words, entry.Post!.State);

    public static Kind KindOf(CalendarEntry entry) => entry.Gap is { } gap ? SlotWords.KindOf(gap.State) : StateWords.KindOf(entry.Post!.State);

    public static string? Link(CalendarEntry entry) =>
        entry.Post is { } post ? $"/desk/beitraege/{post.Id}" : entry.Gap?.Post is { } draft ? $"/desk/beitraege/{draft}" : "/desk/sendeplaetze";

    /// <summary>What names the entry in the browser: a post, or a period of a slot.</summary>
    public static string Key(CalendarEntry entry) =>
        entry.Post is { } post ? post.Id.ToString() : string.Create(CultureInfo.InvariantCulture, $"{entry.Gap!.Slot}/{entry.Gap.Day:yyyy-MM-dd}");
}
