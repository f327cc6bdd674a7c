using Stadtfunk.App.Memory;

namespace Stadtfunk.Tests.App;

/// <summary>Memory is given back when nobody waits for the program, and only when there is some.</summary>
public sealed class RestTests
{
    private static readonly TimeSpan HalfMinute = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_quiet_half_minute_after_work_is_rest_and_the_next_one_has_nothing_to_give()
    {
        var rest = new Rest();
        Assert.False(rest.Reached(HalfMinute, TimeSpan.FromSeconds(20), 40));
        Assert.True(rest.Reached(HalfMinute, TimeSpan.FromSeconds(21), 41));
        Assert.False(rest.Reached(HalfMinute, TimeSpan.FromSeconds(22), 42));
        Assert.True(rest.Reached(HalfMinute, TimeSpan.FromSeconds(23), 41 + Rest.Worth));
    }

    [Fact]
    public void Who_works_is_not_held_up()
    {
        var rest = new Rest();
        for (var look = 1; look <= 10; look++)
            Assert.False(rest.Reached(HalfMinute, look * HalfMinute * 2 * Rest.MostBusy, look * 50));
    }
}
