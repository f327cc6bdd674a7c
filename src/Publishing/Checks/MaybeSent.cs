using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Checks;

/// <summary>
/// After a restore nobody here knows what the earlier installation has sent since the backup: whatever was due by now is put before a person,
/// never sent by itself.
/// </summary>
internal sealed class MaybeSent(Db db, Ledger ledger)
{
    private const int Turns = 5;

    /// <summary>False when rows kept moving meanwhile.</summary>
    public async Task<bool> Ask(CancellationToken ct)
    {
        var now = ledger.Now;
        for (var turn = 0; turn < Turns; turn++)
        {
            var due = await db.Set<Delivery>().AsNoTracking().Where(x => (x.State == DeliveryState.Waiting || x.State == DeliveryState.Preparing) && x.Due <= now)
                .OrderBy(x => x.Due).Select(x => x.Id).ToListAsync(ct);
            if (due.Count == 0)
                return true;
            foreach (var id in due)
                if (await ledger.Load(id, ct) is { State: DeliveryState.Waiting or DeliveryState.Preparing } row)
                {
                    row.Ask(new Sentence("Publishing.MaybeSentBefore"));
                    await ledger.Write(row, ct);
                }
        }
        return false;
    }
}

/// <summary>A restored house rests as a whole, and the leases of the nodes that it came from hold nobody up.</summary>
internal sealed class RestAfterRestore(Db db, DatabaseClock clock) : IAfterRestore
{
    public async Task Settle(CancellationToken ct)
    {
        await db.Set<Pause>().Where(x => x.About == Guid.Empty).ExecuteDeleteAsync(ct);
        db.Add(Pause.AfterRestore(clock.Now));
        await db.SaveChangesAsync(ct);
        await db.Set<Delivery>().Where(x => x.LeaseUntil != null)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.LeaseUntil, DateTime.UnixEpoch).SetProperty(x => x.Fence, x => x.Fence + 1), ct);
    }
}
