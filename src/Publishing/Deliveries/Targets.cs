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
        if (await Superseded(row, ct) is { } why)
        {
            row.WithdrawnBeforeSending(why);
            return true;
        }
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

    /// <summary>Something newer speaks for this channel: the post is being taken away, a later revision goes out, a later edit has been made.</summary>
    private async Task<Sentence?> Superseded(Delivery row, CancellationToken ct)
    {
        if (row.Kind == DeliveryKind.Delete)
            return null;
        var others = await db.Set<Delivery>().AsNoTracking()
            .Where(x => x.Post == row.Post && x.Channel == row.Channel && x.Id != row.Id && (x.Kind == DeliveryKind.Delete || (x.Kind == row.Kind && x.Revision > row.Revision)))
            .Select(x => new { x.Kind, x.Target, x.Revision, x.State }).ToListAsync(ct);
        if (others.Any(x => x.Kind == DeliveryKind.Delete && (x.Target == row.Id || (row.Target is { } acted && x.Target == acted))))
            return new Sentence("Publishing.CalledOff");
        return others.Any(x => x.Kind != DeliveryKind.Delete && x.State is not (DeliveryState.Withdrawn or DeliveryState.Refused or DeliveryState.Missed))
            ? new Sentence("Publishing.Replaced")
            : null;
    }

    /// <summary>One post there cannot be the receipt of two of ours: two notices with the same words are two posts.</summary>
    public Task<bool> IsTaken(Delivery row, Receipt receipt, CancellationToken ct) =>
        db.Set<Delivery>().AnyAsync(x => x.Channel == row.Channel && x.Id != row.Id && x.RemoteId == receipt.RemoteId, ct);

    public async Task<Receipt?> Receipt(Delivery row, CancellationToken ct)
    {
        if (row.Target is not { } target)
            return null;
        var found = await db.Set<Delivery>().AsNoTracking().Where(x => x.Id == target).Select(x => new { x.RemoteId, x.Link }).SingleOrDefaultAsync(ct);
        return found is { RemoteId: { } id, Link: { } link } ? new Receipt(id, new Uri(link)) : null;
    }
}
