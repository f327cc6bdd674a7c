using System.Globalization;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Slots;

/// <summary>Slots and periods as people say them.</summary>
internal static class SlotWords
{
    /// <summary>Monday first, as the week is read here.</summary>
    public static readonly IReadOnlyList<DayOfWeek> Week =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday];

    public static string Of(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day);

    /// <summary>"jede Woche am Donnerstag, 16:00 Uhr".</summary>
    public static string Of(Words words, SlotRule rule, TimeOnly at)
    {
        var days = And(words, [.. Week.Where(rule.Weekdays.Contains).Select(Of)]);
        var on = rule.Rhythm switch
        {
            Rhythm.Weekly => words["Editorial.Slots.OnDays", days],
            Rhythm.MonthDay => words["Editorial.Slots.OnMonthDay", rule.MonthDay],
            _ => words[$"Editorial.Slots.OnNth{rule.Nth}", days],
        };
        var how = (rule.Rhythm == Rhythm.Weekly, rule.Every) switch
        {
            (true, 1) => words["Editorial.Slots.EachWeek", on],
            (true, _) => words["Editorial.Slots.EachWeeks", rule.Every, on],
            (_, 1) => words["Editorial.Slots.EachMonth", on],
            _ => words["Editorial.Slots.EachMonths", rule.Every, on],
        };
        return words["Editorial.Slots.AtTime", how, at.ToString("HH:mm", CultureInfo.InvariantCulture)];
    }

    public static Kind KindOf(PeriodState state) => state switch
    {
        PeriodState.Written => Kind.Ok,
        PeriodState.Drafted or PeriodState.Emptied => Kind.Ask,
        PeriodState.Open => Kind.Go,
        _ => Kind.Quiet,
    };

    public static string Of(Words words, PeriodState state) => words[$"Editorial.Slots.Period.{state}"];

    /// <summary>The sentence about a clock that is changed on that day; null on all others.</summary>
    public static string? About(Words words, CityTime time, PeriodView period) => period.Clock switch
    {
        ClockChange.Missing => words["Editorial.Slots.HourMissing", time.WordsOf(period.Due)],
        ClockChange.Twice => words["Editorial.Slots.HourTwice"],
        _ => null,
    };

    /// <summary>"Donnerstag, 26. November, 16:00".</summary>
    public static string Moment(CityTime time, DateTime utc) => time.ToLocal(utc).ToString(
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? "dddd, d. MMMM, HH:mm" : "dddd, d MMMM, HH:mm", CultureInfo.CurrentUICulture);

    private static string And(Words words, IReadOnlyList<string> all) =>
        all.Count < 2 ? string.Concat(all) : words["Editorial.Slots.And", string.Join(", ", all.Take(all.Count - 1)), all[^1]];
}
