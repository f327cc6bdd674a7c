using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Kernel.Events;

/// <summary>
/// Carries events from the outbox to their handlers. Rows are claimed for a while, so several nodes may pump; each handler's row is deleted
/// in the transaction of the handler itself. Handlers of one kind run in order, different kinds side by side.
/// </summary>
internal sealed class OutboxPump(IServiceScopeFactory scopes, EventMap events, TimeProvider clock, ILogger<OutboxPump> log) : BackgroundService, IPumpHealth
{
    private const int Batch = 64;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    public DateTime? LastTurn { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await Turn(ct) == 0)
                    await events.WaitForWork(Poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage)
            {
                // The database is away: the rows stay where they are.
                Log.PumpFailed(log, outage);
                await Task.Delay(Poll, clock, ct);
            }
        }
    }

    /// <summary>One turn: claims what is due and runs it. Returns how many rows it took.</summary>
    internal async Task<int> Turn(CancellationToken ct)
    {
        var owner = Guid.CreateVersion7();
        List<OutboxRow> mine;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            var now = clock.GetUtcNow().UtcDateTime;
            var until = now + Lease;
            // A claim moves NextAt ahead: a node that dies gives its rows back when that time has come.
            var due = await db.Set<OutboxRow>().AsNoTracking().Where(x => x.NextAt <= now).OrderBy(x => x.Id).Select(x => x.Id).Take(Batch).ToListAsync(ct);
            LastTurn = now;
            if (due.Count == 0)
                return 0;
            await db.Set<OutboxRow>().Where(x => due.Contains(x.Id) && x.NextAt <= now)
                .ExecuteUpdateAsync(set => set.SetProperty(x => x.Owner, owner).SetProperty(x => x.NextAt, until), ct);
            mine = await db.Set<OutboxRow>().AsNoTracking().Where(x => x.Owner == owner).OrderBy(x => x.Id).ToListAsync(ct);
        }
        await Task.WhenAll(mine.GroupBy(row => row.Handler).Select(kind => RunInOrder([.. kind], owner, ct)));
        return mine.Count;
    }

    private async Task RunInOrder(IReadOnlyList<OutboxRow> rows, Guid owner, CancellationToken ct)
    {
        foreach (var row in rows)
            await RunOne(row, owner, ct);
    }

    private async Task RunOne(OutboxRow row, Guid owner, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        try
        {
            var entry = events.Find(row.Handler) ?? throw new InvalidOperationException("No handler has this name in this version.");
            await db.InTransaction(
                async () =>
                {
                    // Gone or claimed by another node since: nothing to do.
                    if (await db.Set<OutboxRow>().Where(x => x.Id == row.Id && x.Owner == owner).ExecuteDeleteAsync(ct) == 0)
                        return;
                    await entry.Run(scope.ServiceProvider, events.Read(entry, row.Payload), ct);
                },
                ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception bug)
        {
            Log.HandlerFailed(log, row.Handler, row.Id, row.Attempt, bug);
            await PutOff(row, owner, bug, ct);
        }
    }

    private async Task PutOff(OutboxRow row, Guid owner, Exception bug, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var next = clock.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, Math.Min(row.Attempt, 10))));
        var error = bug.GetType().Name;
        await db.Set<OutboxRow>().Where(x => x.Id == row.Id && x.Owner == owner).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.Attempt, row.Attempt + 1).SetProperty(x => x.NextAt, next)
                .SetProperty(x => x.Owner, (Guid?)null).SetProperty(x => x.LastError, error),
            ct);
    }
}

/// <summary>For the health page: when the pump last looked.</summary>
public interface IPumpHealth
{
    DateTime? LastTurn { get; }
}
