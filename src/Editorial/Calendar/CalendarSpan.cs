using System.Globalization;
using Stadtfunk.Editorial.Slots;

namespace Stadtfunk.Editorial.Calendar;

/// <summary>How the calendar is looked at.</summary>
internal enum CalendarLook
{
    Month,
    Week,
    List,
}

/// <summary>The days that a look at the calendar shows.</summary>
/// <param name="From">The first day that is shown; in a month the Monday before its first.</param>
/// <param name="To">Does not belong to it.</param>
/// <param name="First">The first day that is meant: the mix is reckoned from here.</param>
/// <param name="End">Does not belong to it.</param>
internal sealed record CalendarSpan(CalendarLook Look, DateOnly Day, DateOnly From, DateOnly To, DateOnly First, DateOnly End)
{
    public DateOnly Before => Look == CalendarLook.Week ? Day.AddDays(-7) : First.AddMonths(-1);

    public DateOnly After => Look == CalendarLook.Week ? Day.AddDays(7) : First.AddMonths(1);

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, To.DayNumber - From.DayNumber).Select(From.AddDays);

    public static CalendarSpan Of(CalendarLook look, DateOnly day)
    {
        var monday = SlotDays.Monday(day);
        if (look == CalendarLook.Week)
            return new CalendarSpan(look, day, monday, monday.AddDays(7), monday, monday.AddDays(7));
        var first = new DateOnly(day.Year, day.Month, 1);
        var end = first.AddMonths(1);
        return look == CalendarLook.List
            ? new CalendarSpan(look, day, first, end, first, end)
            : new CalendarSpan(look, day, SlotDays.Monday(first), SlotDays.Monday(end.AddDays(-1)).AddDays(7), first, end);
    }

    /// <summary>A day from an address; today when there is none, or one with which nobody can reckon.</summary>
    public static DateOnly Read(string? day, DateOnly today) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && Math.Abs(read.Year - today.Year) <= 50 ? read : today;
}
