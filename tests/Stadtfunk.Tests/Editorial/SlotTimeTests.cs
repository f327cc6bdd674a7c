using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Xunit;
using static Stadtfunk.Tests.Editorial.SlotDays;

namespace Stadtfunk.Tests.Editorial;

/// <summary>A slot keeps its hour on the wall, whatever the clocks do.</summary>
public sealed class SlotTimeTests
{
    [Fact]
    public async Task Thursday_at_four_stays_at_four_over_both_changes_of_the_clocks()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot(weekdays: [DayOfWeek.Thursday], first: new DateOnly(2026, 10, 1));
        Assert.Equal(
            [Utc(2026, 10, 22, 14), Utc(2026, 10, 29, 15)],
            (await room.Between(slot, Utc(2026, 10, 20, 0), Utc(2026, 11, 1, 0))).Select(period => period.Due));
        Assert.Equal(
            [Utc(2027, 3, 25, 15), Utc(2027, 4, 1, 14)],
            (await room.Between(slot, Utc(2027, 3, 22, 0), Utc(2027, 4, 5, 0))).Select(period => period.Due));
    }

    [Fact]
    public async Task An_hour_that_exists_twice_is_the_first_of_the_two()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot(weekdays: [DayOfWeek.Sunday], at: new TimeOnly(2, 30), first: new DateOnly(2026, 10, 1));
        var period = Assert.Single(await room.Between(slot, Utc(2026, 10, 24, 12), Utc(2026, 10, 26, 0)));
        Assert.Equal((new DateOnly(2026, 10, 25), Utc(2026, 10, 25, 0, 30), ClockChange.Twice), (period.Day, period.Due, period.Clock));
    }

    [Fact]
    public async Task An_hour_that_does_not_exist_gives_way_to_the_minute_after_it()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot(weekdays: [DayOfWeek.Sunday], at: new TimeOnly(2, 30), first: new DateOnly(2027, 3, 1));
        var period = Assert.Single(await room.Between(slot, Utc(2027, 3, 27, 12), Utc(2027, 3, 29, 0)));
        Assert.Equal((new DateOnly(2027, 3, 28), Utc(2027, 3, 28, 1), ClockChange.Missing), (period.Day, period.Due, period.Clock));
        Assert.Equal(new DateTime(2027, 3, 28, 3, 0, 0), room.House.Get<CityTime>().ToLocal(period.Due));
        Assert.Equal(Utc(2027, 4, 4, 0, 30), Assert.Single(await room.Between(slot, Utc(2027, 4, 3, 12), Utc(2027, 4, 5, 0))).Due);
    }

    [Fact]
    public async Task Lead_days_are_whole_local_days_also_when_one_of_them_is_shorter()
    {
        await using var room = await Newsroom.Open();
        await room.Slot(weekdays: [DayOfWeek.Tuesday], first: new DateOnly(2027, 3, 30), lead: 3);
        room.House.Clock.SetUtcNow(new DateTimeOffset(2027, 3, 27, 14, 59, 0, TimeSpan.Zero));
        await room.Round();
        Assert.Empty(await room.Rows());
        room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.Round();
        Assert.Equal(new DateOnly(2027, 3, 30), Assert.Single(await room.Rows()).Day);
    }

    [Theory]
    [InlineData(Rhythm.Weekly, 2, 1, 1, "2026-12-01 2026-12-15 2026-12-29")]
    [InlineData(Rhythm.MonthDay, 1, 31, 1, "2026-11-30 2026-12-31 2027-01-31 2027-02-28")]
    [InlineData(Rhythm.MonthDay, 2, 15, 1, "2027-01-15")]
    [InlineData(Rhythm.MonthWeekday, 1, 1, 1, "2026-12-01 2027-01-05 2027-02-02")]
    [InlineData(Rhythm.MonthWeekday, 1, 1, 5, "2026-11-24 2026-12-29 2027-01-26 2027-02-23")]
    public void Rules_name_their_days(Rhythm rhythm, int every, int monthDay, int nth, string days)
    {
        var rule = new SlotRule(rhythm, [DayOfWeek.Tuesday], every, monthDay, nth, rhythm == Rhythm.Weekly ? new DateOnly(2026, 12, 1) : new DateOnly(2026, 11, 20));
        var until = rhythm == Rhythm.Weekly ? new DateOnly(2027, 1, 1) : new DateOnly(2027, 3, 1);
        Assert.Equal(days, string.Join(' ', Stadtfunk.Editorial.Slots.SlotDays.Between(rule, new DateOnly(2026, 11, 1), until).Select(day => day.ToString("yyyy-MM-dd"))));
    }
}
