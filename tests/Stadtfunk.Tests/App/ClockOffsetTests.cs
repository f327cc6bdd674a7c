using Microsoft.Extensions.Time.Testing;
using Stadtfunk.App.Cluster;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.App;

/// <summary>Several nodes share the time of their database (rule 12 of the ledger); a real PostgreSQL on both runs of the suite.</summary>
public sealed class ClockOffsetTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_whose_clock_is_wrong_takes_the_databases_time()
    {
        var peer = await PostgresPeer.Shared();
        // Two hours ahead.
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddHours(2));
        var clock = new DatabaseClock(time);
        Assert.True(Off(clock) > TimeSpan.FromHours(1));
        using var offset = new ClockOffset(DatabaseChoice.From(peer.Url, "nirgends"), clock, time);
        await offset.StartAsync(Ct);
        // Before anything else starts, not after the first minute.
        Assert.True(Off(clock) < TimeSpan.FromSeconds(20), $"{Off(clock)}");
        // Somebody puts it back; the next look puts it right again.
        time.AdjustTime(time.GetUtcNow().AddHours(-5));
        Assert.True(Off(clock) > TimeSpan.FromHours(1));
        for (var i = 0; i < 60 && Off(clock) > TimeSpan.FromMinutes(1); i++)
        {
            time.Advance(TimeSpan.FromSeconds(61));
            for (var look = 0; look < 10 && Off(clock) > TimeSpan.FromMinutes(1); look++)
                await Task.Delay(20, Ct);
        }
        Assert.True(Off(clock) < TimeSpan.FromMinutes(1), $"{Off(clock)}");
        await offset.StopAsync(Ct);
    }

    [Fact]
    public async Task A_database_that_is_away_leaves_the_last_offset()
    {
        var clock = new DatabaseClock(TimeProvider.System);
        clock.PutRight(TimeSpan.FromHours(3));
        using var offset = new ClockOffset(DatabaseChoice.From($"postgres://niemand:nichts@127.0.0.1:{SourceTree.FreePort()}/nirgends", "nirgends"), clock, TimeProvider.System);
        await offset.StartAsync(Ct);
        Assert.InRange((clock.Now - TimeProvider.System.GetUtcNow().UtcDateTime).TotalHours, 2.9, 3.1);
        await offset.StopAsync(Ct);
    }

    private static TimeSpan Off(DatabaseClock clock) => (clock.Now - TimeProvider.System.GetUtcNow().UtcDateTime).Duration();
}
