using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Moves the rows of one channel, one after the other, in due order, until nothing is due. Its turnstile is <see cref="ChannelLane"/>.</summary>
internal sealed class Lane(IServiceScopeFactory scopes, Patiences patiences, DatabaseClock clock, TimeProvider time, ILogger<Lane> log)
{
    // A courier that is away for longer than this may be away for long.
    private static readonly TimeSpan Meanwhile = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tell = TimeSpan.FromMinutes(10);

    // Counted by a clock that nobody sets: one that is put back must not silence a channel for as long.
    private readonly ConcurrentDictionary<ChannelId, (long Since, Hold Hold)> holds = new();

    // What is written down of a network's own time, since this process knows of it: counted by the same clock.
    private readonly ConcurrentDictionary<ChannelId, (DateTime Until, long Since, TimeSpan For)> named = new();

    public async Task Drain(ChannelId channel, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            if (await Next(db, scope.ServiceProvider.GetRequiredService<NetworkBook>(), channel, ct) is not { } next)
                return;
            try
            {
                if (next.State is DeliveryState.Waiting or DeliveryState.Preparing)
                {
                    if (await Carry(scope.ServiceProvider.GetRequiredService<Courier>(), next.Id, channel, ct) is { } hold)
                        Keep(channel, hold);
                }
                else
                {
                    await scope.ServiceProvider.GetRequiredService<Inquiry>().Ask(next.Id, ct);
                }
            }
            catch (Exception bug) when (bug is not OperationCanceledException)
            {
                // The database is away or full: the row's lease lapses and the round finds it again.
                Log.CourierFailed(log, next.Id.Value, bug);
                return;
            }
        }
    }

    /// <summary>A large file may be on its way for minutes. Whether another post of the channel is there is asked meanwhile: rule 7 gives it a minute.</summary>
    private async Task<Hold?> Carry(Courier courier, DeliveryId id, ChannelId channel, CancellationToken ct)
    {
        var carried = courier.Carry(id, ct);
        while (!ct.IsCancellationRequested && await Task.WhenAny(carried, Task.Delay(Meanwhile, ct)) != carried)
            await AskMeanwhile(channel, ct);
        return await carried;
    }

    private async Task AskMeanwhile(ChannelId channel, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            if (await Unknown(Open(db, channel, clock.Now)).FirstOrDefaultAsync(ct) is { } unknown)
                await scope.ServiceProvider.GetRequiredService<Inquiry>().Ask(unknown.Id, ct);
        }
        catch (Exception bug) when (!ct.IsCancellationRequested)
        {
            // The one that is on its way goes on; the other is asked about again.
            Log.LaneFailed(log, channel.Value, bug);
        }
        catch (OperationCanceledException)
        {
            // What is on its way is ended by whoever carries it.
        }
    }

    /// <summary>Connected anew, resumed, answered: whatever the channel was held for is over, unless the network itself has named the time.</summary>
    public void Free(ChannelId channel)
    {
        if (holds.TryGetValue(channel, out var held) && !held.Hold.ByNetwork)
            holds.TryRemove(KeyValuePair.Create(channel, held));
    }

    private void Keep(ChannelId channel, Hold hold)
    {
        // Somebody else may have been told a later time.
        if (hold.Until is { } until)
            named[channel] = (until, time.GetTimestamp(), until - clock.Now is var left && left > hold.For ? left : hold.For);
        else
            holds[channel] = (time.GetTimestamp(), hold);
    }

    /// <summary>Has the network named a time that is not over? Whichever process heard it wrote it down.</summary>
    private async Task<bool> IsToWait(Db db, ChannelId channel, DateTime now, CancellationToken ct)
    {
        var written = await db.Set<Patience>().AsNoTracking().Where(x => x.Channel == channel && x.Until != null).Select(x => new { x.Since, Until = x.Until!.Value }).SingleOrDefaultAsync(ct);
        if (written is null)
        {
            named.TryRemove(channel, out _);
            return false;
        }
        if (!named.TryGetValue(channel, out var wait) || wait.Until != written.Until)
        {
            // Never longer than was said, also where the clock has been put back since.
            var left = TimeSpan.FromTicks(Math.Min((written.Until - now).Ticks, (written.Until - written.Since).Ticks));
            named[channel] = wait = (written.Until, time.GetTimestamp(), left);
        }
        if (time.GetElapsedTime(wait.Since) < wait.For)
            return true;
        await db.Set<Patience>().Where(x => x.Channel == channel && x.Until == wait.Until).ExecuteUpdateAsync(set => set.SetProperty(x => x.Until, (DateTime?)null), ct);
        return false;
    }

    private sealed record Row(DeliveryId Id, DeliveryState State);

    private async Task<Row?> Next(Db db, NetworkBook networks, ChannelId channel, CancellationToken ct)
    {
        var now = clock.Now;
        var open = Open(db, channel, now);
        // Whether something unknown is there comes first: a person may be waiting for the answer.
        if (await Unknown(open).FirstOrDefaultAsync(ct) is { } unknown)
            return unknown;
        if (await MaySend(db, networks, channel, now, ct))
        {
            var due = await db.Set<Delivery>().AsNoTracking()
                .Where(x => x.Channel == channel && x.CutOff > now &&
                    ((x.State == DeliveryState.Waiting && x.NextAt <= now) || (x.State == DeliveryState.Preparing && x.LeaseUntil <= now)))
                .OrderBy(x => x.Due).ThenBy(x => x.Id).Select(x => new Row(x.Id, x.State)).FirstOrDefaultAsync(ct);
            if (due is not null)
                return due;
        }
        return await open.Where(x => x.State == DeliveryState.Processing || x.State == DeliveryState.Published)
            .OrderBy(x => x.NextAt).Select(x => new Row(x.Id, x.State)).FirstOrDefaultAsync(ct);
    }

    private static IQueryable<Delivery> Open(Db db, ChannelId channel, DateTime now) =>
        db.Set<Delivery>().AsNoTracking().Where(x => x.Channel == channel && x.NextAt <= now && (x.LeaseUntil == null || x.LeaseUntil <= now));

    private static IQueryable<Row> Unknown(IQueryable<Delivery> open) =>
        open.Where(x => x.State == DeliveryState.Unknown).OrderBy(x => x.NextAt).Select(x => new Row(x.Id, x.State));

    private static Sentence UsedUp(Budget budget) => budget.Per < TimeSpan.FromHours(2)
        ? new Sentence("Publishing.BudgetUsedUp", $"{budget.Calls}", $"{(int)budget.Per.TotalMinutes}")
        : new Sentence("Publishing.BudgetOfHoursUsedUp", $"{budget.Calls}", $"{(int)budget.Per.TotalHours}");

    private async Task<bool> MaySend(Db db, NetworkBook networks, ChannelId channel, DateTime now, CancellationToken ct)
    {
        if (holds.TryGetValue(channel, out var held) && time.GetElapsedTime(held.Since) < held.Hold.For)
            return false;
        if (await IsToWait(db, channel, now, ct))
            return false;
        if (await db.Set<Pause>().AnyAsync(x => x.About == Guid.Empty || x.About == channel.Value, ct))
            return false;
        var network = await db.Set<Delivery>().AsNoTracking().Where(x => x.Channel == channel && x.State == DeliveryState.Waiting && x.NextAt <= now).Select(x => x.Network).FirstOrDefaultAsync(ct);
        if (network is null || networks.Find(network)?.Budget is not { } budget)
            return true;
        var since = now - budget.Per;
        // Every call counts, repeated ones too; nothing is called after its cut-off, so older rows need not be looked at.
        var oldest = await db.Set<Delivery>().AsNoTracking().Where(x => x.Channel == channel && x.IntentAt != null && x.CutOff > since)
            .Join(db.Set<Attempt>(), row => row.Id, attempt => attempt.Delivery, (_, attempt) => attempt)
            .Where(x => x.At > since && x.What == Attempt.Moved && x.State == DeliveryState.Sending)
            .OrderByDescending(x => x.At).Skip(budget.Calls - 1).Select(x => (DateTime?)x.At).FirstOrDefaultAsync(ct);
        if (oldest is null)
            return true;
        var hold = new Hold(oldest.Value + budget.Per - now, ByNetwork: true);
        // Long enough for somebody to wonder.
        var told = budget.Per >= Tell ? await patiences.Wait(channel, hold.For, UsedUp(budget)) : null;
        Keep(channel, hold with { Until = told });
        return false;
    }
}

/// <summary>What this process is called in leases: stable over a restart, different on every node.</summary>
internal sealed record NodeName(string Name);
