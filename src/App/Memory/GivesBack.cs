using Microsoft.Data.Sqlite;

namespace Stadtfunk.App.Memory;

/// <summary>
/// A desk rests most of the day, beside other programs on one machine. What a busy hour took is given back then: the collector alone does so only when something
/// new is asked for. It stands still for a tenth of a second, which is why it waits for a quiet half minute.
/// </summary>
internal sealed class GivesBack(TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rest = new Rest();
        var looked = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var passed = clock.GetElapsedTime(looked);
            looked = clock.GetTimestamp();
            if (!rest.Reached(passed, Environment.CpuUsage.TotalTime, GC.CollectionCount(0)))
                continue;
            // Each connection that waits for its next use keeps the pages that it read; PostgreSQL's wait on its own machine, and not for long.
            SqliteConnection.ClearAllPools();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            FewArenas.GiveBack();
            rest.GaveBack(GC.CollectionCount(0));
        }
    }
}
