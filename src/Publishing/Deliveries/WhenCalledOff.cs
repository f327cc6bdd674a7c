using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Called off before it went out: what has not begun to be sent will not be.</summary>
internal sealed class WhenPostCalledOff(Db db, Ledger ledger) : IHandle<PostCalledOff>
{
    public async Task Handle(PostCalledOff happened, CancellationToken ct)
    {
        if (await db.Set<Release>().SingleOrDefaultAsync(x => x.Post == happened.Post && x.Revision == happened.Revision, ct) is { LiveAt: null } release)
            release.Close();
        foreach (var row in await db.Set<Delivery>().Where(x => x.Post == happened.Post && x.Revision == happened.Revision
            && (x.State == DeliveryState.Waiting || x.State == DeliveryState.Preparing || x.State == DeliveryState.Missed)).ToListAsync(ct))
            row.WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
        await ledger.WriteAll(ct);
    }
}

/// <summary>Taken away everywhere: the page at once, each network by a delivery of its own, with a receipt.</summary>
internal sealed class WhenWithdrawalAsked(Db db, Ledger ledger, IPostProgress progress, Embassies embassies, DatabaseClock clock, Rounds rounds)
    : IHandle<PostWithdrawalAsked>
{
    public async Task Handle(PostWithdrawalAsked happened, CancellationToken ct)
    {
        var now = clock.Now;
        await progress.Withdrawn(happened.Post, happened.At, ct);
        foreach (var release in await db.Set<Release>().Where(x => x.Post == happened.Post && !x.Closed).ToListAsync(ct))
            release.Close();
        var rows = await db.Set<Delivery>().Where(x => x.Post == happened.Post).ToListAsync(ct);
        foreach (var row in rows)
        {
            if (row.Kind != DeliveryKind.Delete && row.State is (DeliveryState.Waiting or DeliveryState.Preparing or DeliveryState.Missed or DeliveryState.Refused))
                row.WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
            // Also where an earlier call is open and a person is asked now: if it is there, it is taken away.
            if (row.Kind == DeliveryKind.Publish && row.State is not (DeliveryState.Refused or DeliveryState.Withdrawn))
                Remove(row, rows, now);
        }
        await ledger.WriteAll(ct);
        db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
    }

    private void Remove(Delivery row, List<Delivery> rows, DateTime now)
    {
        if (rows.Any(x => x.Kind == DeliveryKind.Delete && x.Channel == row.Channel && x.Revision == row.Revision))
            return;
        if (embassies.Publisher(row.Network) is { Network.Can.Delete: true } publisher)
            db.Add(new Delivery(row.Post, row.Revision, row.Channel, row.Network, DeliveryKind.Delete, publisher.NewKey(now), now, now.AddYears(10), row.Id, now));
    }
}
