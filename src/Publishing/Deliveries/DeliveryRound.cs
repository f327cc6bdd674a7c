using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// Every second: pages that are due go live (the website first), what is too late is missed, what a dead process left behind is taken up,
/// and the lanes with work are woken.
/// </summary>
internal sealed class DeliveryRound(Db db, DatabaseClock clock, IServiceScopeFactory scopes, Lanes lanes, DiskGuard disk, NetworkBook networks, ILogger<DeliveryRound> log) : IRound
{
    public const string Name = IRoomToPublish.Round;
    private const int Most = 200;

    public async Task Tick(CancellationToken ct)
    {
        var now = clock.Now;
        await Held(now, ct);
        await Sweep(now, ct);
        // A full disk could not keep the intent: nothing begins; the health page and the desk say so.
        if (!disk.HasRoom)
            return;
        await GoLive(now, ct);
        await BringAhead(now, ct);
        var channels = await db.Set<Delivery>().AsNoTracking()
            .Where(x => ((x.State == DeliveryState.Waiting || x.State == DeliveryState.Unknown || x.State == DeliveryState.Processing || x.State == DeliveryState.Published)
                    && x.NextAt <= now && (x.LeaseUntil == null || x.LeaseUntil <= now))
                || (x.State == DeliveryState.Preparing && x.LeaseUntil <= now))
            .Select(x => x.Channel).Distinct().ToListAsync(ct);
        // Side by side: networks never delay each other.
        await Task.WhenAll(channels.Select(channel => lanes.Wake(channel, ct)));
    }

    // Before anything is swept: what waits for another's receipt cannot be too late.
    private async Task Held(DateTime now, CancellationToken ct)
    {
        var held = await db.Set<Release>().AsNoTracking().Where(x => x.Held && x.LiveAt == null && x.Closed == false)
            .OrderBy(x => x.Due).Take(Most).Select(x => new { x.Post, x.Revision }).ToListAsync(ct);
        foreach (var release in held)
            await Alone(release.Post.Value, provider => provider.GetRequiredService<HeldReleases>().LookAfter(release.Post, release.Revision, now, ct));
    }

    private async Task GoLive(DateTime now, CancellationToken ct)
    {
        if (await db.Set<Pause>().AnyAsync(x => x.About == Guid.Empty, ct))
            return;
        var due = await db.Set<Release>().AsNoTracking().Where(x => x.LiveAt == null && x.Due <= now && x.CutOff > now && x.Closed == false && x.Held == false)
            .OrderBy(x => x.Due).Take(Most).Select(x => new { x.Post, x.Revision }).ToListAsync(ct);
        foreach (var release in due)
            await Alone(release.Post.Value, provider => provider.GetRequiredService<Releases>().GoLive(release.Post, release.Revision, now, ct));
    }

    /// <summary>Videos that take long are brought to their networks before their time. Each row is looked at once: without a video its page wakes it as any other.</summary>
    private async Task BringAhead(DateTime now, CancellationToken ct)
    {
        var leads = networks.All.Where(x => x.VideoAhead is not null).ToDictionary(x => x.Key, x => x.VideoAhead!.Value);
        if (leads.Count == 0)
            return;
        var (keys, until) = (leads.Keys.ToList(), now + leads.Values.Max());
        var soon = await db.Set<Delivery>().AsNoTracking()
            .Where(x => x.State == DeliveryState.Waiting && x.NextAt == null && x.Kind == DeliveryKind.Publish && x.Due > now && x.Due <= until && keys.Contains(x.Network)
                && db.Set<Release>().Any(y => y.Post == x.Post && y.Revision == x.Revision && y.LiveAt == null && !y.Closed && !y.Held))
            .OrderBy(x => x.Due).Take(Most).Select(x => new { x.Id, x.Network, x.Due }).ToListAsync(ct);
        foreach (var row in soon.Where(x => x.Due <= now + leads[x.Network]))
            await Alone(row.Id.Value, provider => BeginAhead(provider.GetRequiredService<Ledger>(), provider.GetRequiredService<OutgoingForm>(), row.Id, now, ct));
    }

    private static async Task BeginAhead(Ledger ledger, OutgoingForm form, DeliveryId id, DateTime now, CancellationToken ct)
    {
        if (await ledger.Load(id, ct) is not { State: DeliveryState.Waiting, NextAt: null } row)
            return;
        row.Wake(await form.GoesAhead(row, ct) ? now : row.Due);
        await ledger.Write(row, ct);
    }

    private async Task Sweep(DateTime now, CancellationToken ct)
    {
        var late = await db.Set<Release>().AsNoTracking().Where(x => x.LiveAt == null && x.Due <= now && x.CutOff <= now && x.Closed == false && x.Held == false)
            .OrderBy(x => x.Due).Take(Most).Select(x => new { x.Post, x.Revision }).ToListAsync(ct);
        foreach (var release in late)
            await Alone(release.Post.Value, provider => provider.GetRequiredService<Releases>().Miss(release.Post, release.Revision, ct));
        var farthest = now + Delivery.Farthest;
        var stale = await db.Set<Delivery>().AsNoTracking()
            .Where(x => (x.State == DeliveryState.Waiting && x.CutOff <= now)
                || (x.State == DeliveryState.Preparing && x.LeaseUntil <= now && x.CutOff <= now)
                || (x.State == DeliveryState.Sending && x.LeaseUntil <= now)
                || (x.LeaseUntil > farthest && (x.State == DeliveryState.Sending || x.State == DeliveryState.Preparing))
                || (x.NextAt > farthest && (x.State == DeliveryState.Unknown || x.State == DeliveryState.Processing))
                || (x.State == DeliveryState.Unknown && x.UnknownAt <= now - Delivery.AskAfter && (x.LeaseUntil == null || x.LeaseUntil <= now)))
            .OrderBy(x => x.Due).Take(Most).Select(x => x.Id).ToListAsync(ct);
        foreach (var id in stale)
            await Alone(id.Value, provider => TakeUp(provider.GetRequiredService<Ledger>(), id, now, ct));
    }

    /// <summary>What no courier moves any more. The state is read again under the fence: somebody may have been quicker.</summary>
    private static async Task TakeUp(Ledger ledger, DeliveryId id, DateTime now, CancellationToken ct)
    {
        if (await ledger.Load(id, ct) is not { } row || row.IsLeased(now))
            return;
        switch (row.State)
        {
            case DeliveryState.Sending:
                row.BecameUnknown(new Sentence("Publishing.InterruptedWhileSending"), now);
                break;
            case DeliveryState.Unknown when row.UnknownAt <= now - Delivery.AskAfter:
                row.Ask(new Sentence("Publishing.NobodyCanTell"));
                break;
            case DeliveryState.Unknown or DeliveryState.Processing when row.NextAt > now + Delivery.Farthest:
                row.AskSoon(now);
                break;
            case DeliveryState.Waiting or DeliveryState.Preparing when row.CutOff <= now:
                row.Missed();
                break;
            case DeliveryState.Preparing when row.LeaseUntil > now:
                row.PutBack(new Sentence("Publishing.ClockPutBack"), now);
                break;
            default:
                return;
        }
        await ledger.Write(row, ct);
    }

    /// <summary>Each in a scope of its own: one that fails does not hold up the others.</summary>
    private async Task Alone(Guid about, Func<IServiceProvider, Task> act)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await act(scope.ServiceProvider);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Log.RoundStumbled(log, about, bug);
        }
    }
}
