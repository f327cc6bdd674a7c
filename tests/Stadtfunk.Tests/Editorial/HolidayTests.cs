using Stadtfunk.Editorial.Calendar;
using Stadtfunk.Organisation.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Editorial;

public sealed class HolidayTests
{
    [Theory]
    [InlineData(2000, "2000-04-23")]
    [InlineData(2008, "2008-03-23")]
    [InlineData(2011, "2011-04-24")]
    [InlineData(2025, "2025-04-20")]
    [InlineData(2026, "2026-04-05")]
    [InlineData(2027, "2027-03-28")]
    [InlineData(2038, "2038-04-25")]
    public void Easter_falls_where_the_calendar_says(int year, string day) => Assert.Equal(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), Holidays.Easter(year));

    [Theory]
    [InlineData(Land.Hessen, 10)]
    [InlineData(Land.Berlin, 10)]
    [InlineData(Land.Bayern, 13)]
    [InlineData(Land.BadenWuerttemberg, 12)]
    [InlineData(Land.Saarland, 12)]
    [InlineData(Land.NordrheinWestfalen, 11)]
    [InlineData(Land.Sachsen, 12)]
    [InlineData(Land.Brandenburg, 12)]
    [InlineData(Land.Hamburg, 10)]
    public void Each_Land_has_its_own(Land land, int count) => Assert.Equal(count, Holidays.Of(2027, land).Count());

    [Fact]
    public void Without_a_Land_only_what_holds_everywhere() => Assert.Equal(9, Holidays.Of(2027, null).Count());

    [Fact]
    public void The_movable_ones_move()
    {
        Assert.Equal(
            [("GoodFriday", "03-26"), ("EasterMonday", "03-29"), ("Ascension", "05-06"), ("WhitMonday", "05-17"), ("CorpusChristi", "05-27")],
            Holidays.Of(2027, Land.Hessen).Where(day => day.Key is "GoodFriday" or "EasterMonday" or "Ascension" or "WhitMonday" or "CorpusChristi").Select(day => (day.Key, day.Day.ToString("MM-dd"))));
        Assert.Equal(new DateOnly(2027, 11, 17), Holidays.Of(2027, Land.Sachsen).Single(day => day.Key == "Repentance").Day);
        Assert.Equal(new DateOnly(2028, 11, 22), Holidays.Of(2028, Land.Sachsen).Single(day => day.Key == "Repentance").Day);
        Assert.True(Holidays.Of(2027, Land.Bayern).Single(day => day.Key == "Assumption").Partly);
        Assert.False(Holidays.Of(2027, Land.Saarland).Single(day => day.Key == "Assumption").Partly);
    }
}
