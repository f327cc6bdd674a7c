using Microsoft.Extensions.Time.Testing;
using Stadtfunk.Kernel.Time;
using Xunit;

namespace Stadtfunk.Tests.Kernel;

public sealed class CityTimeTests
{
    private readonly CityTime city = new(new FakeTimeProvider(), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Fact]
    public void An_hour_that_does_not_exist_is_refused()
    {
        var outcome = city.ToUtc(new DateTime(2027, 3, 28, 2, 30, 0), Overlap.Ask);
        Assert.Equal("Kernel.HourDoesNotExist", Assert.Single(outcome.Refusals).Key);
    }

    [Fact]
    public void An_hour_that_exists_twice_asks_which()
    {
        var local = new DateTime(2026, 10, 25, 2, 30, 0);
        Assert.Equal("Kernel.HourExistsTwice", Assert.Single(city.ToUtc(local, Overlap.Ask).Refusals).Key);
        Assert.Equal(new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc), city.ToUtc(local, Overlap.First).Value);
        Assert.Equal(new DateTime(2026, 10, 25, 1, 30, 0, DateTimeKind.Utc), city.ToUtc(local, Overlap.Second).Value);
    }

    [Theory]
    [InlineData(2026, 11, 23, 9, 8)]
    [InlineData(2026, 7, 1, 9, 7)]
    public void The_wall_clock_of_the_city_is_kept(int year, int month, int day, int local, int utc) =>
        Assert.Equal(utc, city.ToUtc(new DateTime(year, month, day, local, 0, 0), Overlap.Ask).Value.Hour);
}
