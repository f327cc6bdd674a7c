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
        // A deletion that no longer waits for a page was hurried by a withdrawal, whose word may come before this one: it stays.
        foreach (var row in await db.Set<Delivery>().Where(x => x.Post == happened.Post && x.Revision == happened.Revision
            && (x.Kind != DeliveryKind.Delete || x.NextAt == null)
            && (x.State == DeliveryState.Waiting || x.State == DeliveryState.Preparing || x.State == DeliveryState.Missed)).ToListAsync(ct))
            row.WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
        await ledger.WriteAll(ct);
    }
}

/// <summary>Taken away everywhere: the page at once, each network by a delivery of its own, with a receipt.</summary>
internal sealed class WhenWithdrawalAsked(Db db, Ledger ledger, IPostProgress progress, TakingAway taking, DatabaseClock clock, Rounds rounds)
    : IHandle<PostWithdrawalAsked>
{
    public async Task Handle(PostWithdrawalAsked happened, CancellationToken ct)
    {
        var now = clock.Now;
        await progress.Withdrawn(happened.Post, happened.At, ct);
        var releases = await db.Set<Release>().Where(x => x.Post == happened.Post).ToListAsync(ct);
        foreach (var release in releases.Where(x => !x.Closed))
            release.Close();
        var rows = await db.Set<Delivery>().Where(x => x.Post == happened.Post).ToListAsync(ct);
        taking.CallOff(rows, new Sentence("Publishing.CalledOff"));
        taking.Delete(rows, releases.Where(x => x.LiveAt is not null).Max(x => (int?)x.Revision), now, now);
        await ledger.WriteAll(ct);
        db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
    }
}
