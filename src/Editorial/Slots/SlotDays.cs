using Stadtfunk.Editorial.Contracts;

namespace Stadtfunk.Editorial.Slots;

/// <summary>The days of a rule. Each day is asked by itself: no counting on from the last one that could drift.</summary>
internal static class SlotDays
{
    /// <summary>As <see cref="SlotRule.Nth"/>: the last such weekday of the month.</summary>
    public const int LastOfMonth = 5;

    /// <param name="to">Does not belong to it.</param>
    public static IEnumerable<DateOnly> Between(SlotRule rule, DateOnly from, DateOnly to)
    {
        for (var day = from > rule.First ? from : rule.First; day < to; day = day.AddDays(1))
            if (Falls(rule, day))
                yield return day;
    }

    public static bool Falls(SlotRule rule, DateOnly day)
    {
        if (day < rule.First)
            return false;
        var length = DateTime.DaysInMonth(day.Year, day.Month);
        return rule.Rhythm switch
        {
            Rhythm.Weekly => rule.Weekdays.Contains(day.DayOfWeek) && (Monday(day).DayNumber - Monday(rule.First).DayNumber) / 7 % rule.Every == 0,
            Rhythm.MonthDay => Months(rule.First, day) % rule.Every == 0 && day.Day == Math.Min(rule.MonthDay, length),
            _ => Months(rule.First, day) % rule.Every == 0 && rule.Weekdays.Contains(day.DayOfWeek)
                && (rule.Nth == LastOfMonth ? day.Day > length - 7 : ((day.Day - 1) / 7) + 1 == rule.Nth),
        };
    }

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static int Months(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month;
}
