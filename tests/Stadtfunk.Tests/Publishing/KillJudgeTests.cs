using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Who judges is judged: what is out of order is seen, and what had to wait is no fault.</summary>
public sealed class KillJudgeTests
{
    private static readonly DateTime Start = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
    private static readonly ChannelId Here = ChannelId.New();

    [Theory]
    // Due, live and begun of the one and of the other, in seconds.
    [InlineData(0, 1, 2, 0.5, 1, 3, 0)]
    [InlineData(0, 1, 3, 0.5, 1, 2, 1)]
    [InlineData(0, 1, 3, 0.5, 2, 2.5, 1)]
    // Its page came later.
    [InlineData(0, 2, 3, 0.5, 1, 2, 0)]
    // Nobody can say which of two that are due at once comes first.
    [InlineData(0, 1, 3, 0, 1, 2, 0)]
    public void What_was_due_earlier_and_begun_later_is_a_fault(double due, double live, double at, double otherDue, double otherLive, double otherAt, int faults)
    {
        var (one, other) = (Row(Here, due, live, at), Row(Here, otherDue, otherLive, otherAt));
        Assert.Equal(faults, KillJudge.OutOfOrder([one, other]).Count());
        Assert.Equal(faults, KillJudge.OutOfOrder([other, one]).Count());
        Assert.Empty(KillJudge.OutOfOrder([one, other with { Channel = ChannelId.New() }]));
    }

    [Fact]
    public void Only_life_is_counted()
    {
        var deaths = new Deaths();
        foreach (var (from, to) in new[] { (10, 20), (30, 35), (90, 200) })
        {
            deaths.Began(Start.AddSeconds(from));
            // Said twice, as by a kill before a restart.
            deaths.Began(Start.AddSeconds(from + 1));
            deaths.Ended(Start.AddSeconds(to));
        }
        Assert.Equal(TimeSpan.FromSeconds(60 - 5 - 5), deaths.Alive(Start.AddSeconds(15), Start.AddSeconds(75)));
        Assert.Equal(TimeSpan.FromSeconds(15), deaths.Alive(Start.AddSeconds(75), Start.AddSeconds(180)));
        Assert.Equal(TimeSpan.Zero, deaths.Alive(Start.AddSeconds(75), Start.AddSeconds(70)));
        Assert.Equal(TimeSpan.FromSeconds(50), deaths.Alive(Start.AddSeconds(200), Start.AddSeconds(250)));
    }

    private static KillJudge.BegunRow Row(ChannelId channel, double due, double live, double at) =>
        new(channel, Start.AddSeconds(due), Start.AddSeconds(live), Start.AddSeconds(at), $"{due}");
}
