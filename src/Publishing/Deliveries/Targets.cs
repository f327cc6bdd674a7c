using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What an edit or a delete acts on. It waits while its target is open (rule 10) and has nothing to do when the target never went out.</summary>
internal sealed class Targets(Db db)
{
    public async Task<bool> HoldsBack(Delivery row, DateTime now, CancellationToken ct)
    {
        if (row.Target is not { } target)
            return false;
        var state = await db.Set<Delivery>().AsNoTracking().Where(x => x.Id == target).Select(x => (DeliveryState?)x.State).SingleOrDefaultAsync(ct);
        switch (state)
        {
            case DeliveryState.Published:
                return false;
            case null or DeliveryState.Refused or DeliveryState.Missed or DeliveryState.Withdrawn:
                row.WithdrawnBeforeSending(new Sentence("Publishing.NothingThereToChange"));
                return true;
            default:
                row.PutBack(new Sentence("Publishing.WaitsForOutcome"), now + TimeSpan.FromSeconds(5));
                return true;
        }
    }

    public async Task<Receipt?> Receipt(Delivery row, CancellationToken ct)
    {
        if (row.Target is not { } target)
            return null;
        var found = await db.Set<Delivery>().AsNoTracking().Where(x => x.Id == target).Select(x => new { x.RemoteId, x.Link }).SingleOrDefaultAsync(ct);
        return found is { RemoteId: { } id, Link: { } link } ? new Receipt(id, new Uri(link)) : null;
    }
}
