using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Kernel.Events;

/// <summary>
/// Carries events from the outbox to their handlers. Rows are claimed for a while, so several nodes may pump; each handler's row is deleted
/// in the transaction of the handler itself. Handlers of one kind run in order, different kinds side by side: none waits for a slow one.
/// </summary>
internal sealed class OutboxPump(IServiceScopeFactory scopes, EventMap events, DatabaseClock now, TimeProvider clock, Started started, ILogger<OutboxPump> log)
    : BackgroundService, IPumpHealth
{
    private const int Batch = 64;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farthest = TimeSpan.FromMinutes(15);

    /// <summary>How long a turn waits for its slowest kind; what takes longer goes on beside the next turns.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    /// <summary>No handler holds up those behind it for longer; it is put off and comes again.</summary>
    private static readonly TimeSpan HandlerLimit = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Task> busy = new();

    public DateTime? LastTurn { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await started.Wait(ct);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (await Turn(ct) == 0)
                    await events.WaitForWork(Poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception outage)
            {
                // The database is away: the rows stay where they are.
                Log.PumpFailed(log, outage);
                await Task.Delay(Poll, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await Task.WhenAll(busy.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>One turn: claims what is due and runs it. Returns how many rows it took.</summary>
    internal async Task<int> Turn(CancellationToken ct)
    {
        var owner = Guid.CreateVersion7();
        var mine = await Claim(owner, ct);
        if (mine.Count == 0)
            return 0;
        var kinds = mine.GroupBy(row => row.Handler).Select(kind => Start(kind.Key, [.. kind], owner, ct)).ToList();
        var all = Task.WhenAll(kinds);
        if (!all.IsCompleted)
            await Task.WhenAny(all, Task.Delay(Patience, clock, ct));
        foreach (var done in kinds.Where(kind => kind.IsCompleted))
            await done;
        return mine.Count;
    }

    private async Task<List<OutboxRow>> Claim(Guid owner, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var (from, until) = (now.Now, now.Now + Lease);
        // Nothing is put off for longer than ten minutes: what lies further ahead was written by a clock that has been put back since.
        var farthest = from + Farthest;
        var open = db.Set<OutboxRow>().AsNoTracking().Where(x => x.NextAt <= from || x.NextAt > farthest);
        // A kind that still runs keeps its order: its next rows wait for it.
        if (busy.Keys.ToList() is { Count: > 0 } slow)
            open = open.Where(x => !slow.Contains(x.Handler));
        // A claim moves NextAt ahead: a node that dies gives its rows back when that time has come.
        var due = await open.OrderBy(x => x.Id).Select(x => x.Id).Take(Batch).ToListAsync(ct);
        LastTurn = clock.GetUtcNow().UtcDateTime;
        if (due.Count == 0)
            return [];
        await db.Set<OutboxRow>().Where(x => due.Contains(x.Id) && (x.NextAt <= from || x.NextAt > farthest))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Owner, owner).SetProperty(x => x.NextAt, until), ct);
        return await db.Set<OutboxRow>().AsNoTracking().Where(x => x.Owner == owner).OrderBy(x => x.Id).ToListAsync(ct);
    }

    private Task Start(string kind, IReadOnlyList<OutboxRow> rows, Guid owner, CancellationToken ct)
    {
        var run = RunInOrder(rows, owner, ct);
        if (run.IsCompleted)
            return run;
        busy[kind] = run;
        return Ends(kind, run);
    }

    private async Task Ends(string kind, Task run)
    {
        try
        {
            await run;
        }
        catch (Exception outage) when (outage is not OperationCanceledException)
        {
            // Not even putting off could be written: the claim runs out and the rows are due again.
            Log.PumpFailed(log, outage);
        }
        finally
        {
            busy.TryRemove(kind, out _);
            events.Wake();
        }
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
        using var tooLong = new CancellationTokenSource(HandlerLimit, clock);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, tooLong.Token);
        try
        {
            var entry = events.Find(row.Handler) ?? throw new InvalidOperationException("No handler has this name in this version.");
            await db.InTransaction(
                async () =>
                {
                    // Gone or claimed by another node since: nothing to do.
                    if (await db.Set<OutboxRow>().Where(x => x.Id == row.Id && x.Owner == owner).ExecuteDeleteAsync(limit.Token) == 0)
                        return;
                    await entry.Run(scope.ServiceProvider, events.Read(entry, row.Payload), limit.Token);
                },
                limit.Token);
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
        var next = now.Now + TimeSpan.FromSeconds(Math.Min(600, Math.Pow(2, Math.Min(row.Attempt, 10))));
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
