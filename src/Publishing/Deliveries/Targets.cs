using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// What belongs together: the rows of one post on one channel. A later one waits while the outcome of an earlier one is open (rule 10), and an
/// edit or a delete has nothing to do when what it acts on never went out.
/// </summary>
internal sealed class Targets(Db db)
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);

    // What is being sent for longer is on its way with a large file, and not there yet: a call gives up after 25 s.
    private static readonly TimeSpan Call = TimeSpan.FromSeconds(30);

    /// <param name="Account">The account that has it; null where that was not kept.</param>
    /// <param name="Since">UTC; when it was published.</param>
    public sealed record Target(Receipt? Receipt, string? Account, DateTime? Since);

    private sealed record Other(DeliveryId Id, DeliveryKind Kind, DeliveryId? Target, int Revision, DeliveryState State);

    public async Task<bool> HoldsBack(Delivery row, DateTime now, CancellationToken ct)
    {
        var others = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == row.Post && x.Channel == row.Channel && x.Id != row.Id)
            .Select(x => new Other(x.Id, x.Kind, x.Target, x.Revision, x.State)).ToListAsync(ct);
        if (Superseded(row, others) is { } why)
        {
            row.WithdrawnBeforeSending(why);
            return true;
        }
        // An older call may still take effect: what is newer must not go past it.
        if (others.Any(x => IsOlder(x, row) && x.State is DeliveryState.Sending or DeliveryState.Processing or DeliveryState.Unknown))
            return WaitsForOutcome(row, now);
        if (row.Target is not { } target)
            return false;
        switch (others.Find(x => x.Id == target)?.State)
        {
            case DeliveryState.Published:
                return false;
            case null or DeliveryState.Refused or DeliveryState.Missed or DeliveryState.Withdrawn:
                row.WithdrawnBeforeSending(new Sentence("Publishing.NothingThereToChange"));
                return true;
            default:
                return WaitsForOutcome(row, now);
        }
    }

    private static bool WaitsForOutcome(Delivery row, DateTime now)
    {
        row.PutBack(new Sentence("Publishing.WaitsForOutcome"), now + AskAgain);
        return true;
    }

    /// <summary>A delete is the last for what it acts on; what was published beside it later does not keep it waiting.</summary>
    private static bool IsOlder(Other other, Delivery row) =>
        row.Kind == DeliveryKind.Delete ? other.Id == row.Target || (other.Kind == DeliveryKind.Edit && other.Target == row.Target) : other.Revision < row.Revision;

    /// <summary>Something newer speaks for this channel: the post is being taken away, a later revision goes out, a later edit has been made.</summary>
    private static Sentence? Superseded(Delivery row, List<Other> others)
    {
        if (row.Kind == DeliveryKind.Delete)
            return null;
        if (others.Any(x => x.Kind == DeliveryKind.Delete && x.State != DeliveryState.Withdrawn && (x.Target == row.Id || (row.Target is { } acted && x.Target == acted))))
            return new Sentence("Publishing.CalledOff");
        return others.Any(x => x.Kind == row.Kind && x.Revision > row.Revision && x.State is not (DeliveryState.Withdrawn or DeliveryState.Refused or DeliveryState.Missed))
            ? new Sentence("Publishing.Replaced")
            : null;
    }

    /// <summary>One post there cannot be the receipt of two of ours: two notices with the same words are two posts.</summary>
    public Task<bool> IsTaken(Delivery row, Receipt receipt, CancellationToken ct) =>
        db.Set<Delivery>().AnyAsync(x => x.Channel == row.Channel && x.Id != row.Id && x.RemoteId == receipt.RemoteId, ct);

    /// <summary>It is another row's, or may be: one of the same channel is being sent at this moment, and may have the same words.</summary>
    public Task<bool> MayBeAnothers(Delivery row, Receipt receipt, DateTime now, CancellationToken ct)
    {
        var lately = now - Call;
        return db.Set<Delivery>().AnyAsync(x => x.Channel == row.Channel && x.Id != row.Id
            && (x.RemoteId == receipt.RemoteId || (x.State == DeliveryState.Sending && x.Kind == DeliveryKind.Publish && x.IntentAt > lately)), ct);
    }

    /// <summary>What an edit or a delete acts on; null for what publishes.</summary>
    public async Task<Target?> Of(Delivery row, CancellationToken ct)
    {
        if (row.Target is not { } target)
            return null;
        var found = await db.Set<Delivery>().AsNoTracking().Where(x => x.Id == target).Select(x => new { x.RemoteId, x.Link, x.Account, x.PublishedAt }).SingleOrDefaultAsync(ct);
        return new Target(found is { RemoteId: { } id, Link: { } link } ? new Receipt(id, new Uri(link)) : null, found?.Account, found?.PublishedAt);
    }
}
