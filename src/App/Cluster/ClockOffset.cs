using Npgsql;
using Stadtfunk.App.Data;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Cluster;

/// <summary>Keeps this node's time for leases in step with the database's, which all nodes share.</summary>
internal sealed class ClockOffset(DatabaseChoice database, DatabaseClock clock, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Measure(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Measure(stoppingToken);
        }
    }

    private async Task Measure(CancellationToken ct)
    {
        try
        {
            await using var connection = new NpgsqlConnection(database.Postgres);
            await connection.OpenAsync(ct);
            await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
            var before = time.GetUtcNow().UtcDateTime;
            var there = (DateTime)(await command.ExecuteScalarAsync(ct))!;
            var after = time.GetUtcNow().UtcDateTime;
            clock.PutRight(there - (before + ((after - before) / 2)));
        }
        catch (Exception away) when (away is NpgsqlException or OperationCanceledException)
        {
            // Away for now: the last offset holds.
        }
    }
}
