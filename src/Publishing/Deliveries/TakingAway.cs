using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// A post shall not stand somewhere any more: what has not begun to be sent is called off, what stands there (or may) is deleted by a delivery of its own,
/// which waits until the outcome of what it acts on is known.
/// </summary>
internal sealed class TakingAway(Db db, Embassies embassies, DatabaseClock clock)
{
    public void CallOff(IEnumerable<Delivery> rows, Sentence why)
    {
        foreach (var row in rows)
            if (row.Kind != DeliveryKind.Delete && row.State is (DeliveryState.Waiting or DeliveryState.Preparing or DeliveryState.Missed or DeliveryState.Refused))
                row.WithdrawnBeforeSending(why);
    }

    /// <param name="rows">All of the post on the channels in question, after <see cref="CallOff"/>.</param>
    /// <param name="revision">The state of the post in which it stands there no more; null: the one that published it.</param>
    /// <param name="due">UTC.</param>
    /// <param name="nextAt">Null: its page wakes it.</param>
    public void Delete(IReadOnlyCollection<Delivery> rows, int? revision, DateTime due, DateTime? nextAt)
    {
        foreach (var row in rows.Where(x => x.Kind == DeliveryKind.Publish && x.State != DeliveryState.Withdrawn))
            if (rows.FirstOrDefault(x => IsDeletion(x, row) && x.State is not (DeliveryState.Refused or DeliveryState.Missed)) is { } pending)
                Hurry(pending, nextAt);
            else if (Free(rows, row, revision ?? row.Revision) is { } free && embassies.Publisher(row.Network) is { Network.Can.Delete: true } publisher)
            {
                CallOffDeletions(rows.Where(x => IsDeletion(x, row)));
                db.Add(new Delivery(row.Post, free, row.Channel, row.Network, DeliveryKind.Delete, publisher.NewKey(clock.Now), due, EndOf(due), row.Id, nextAt));
            }
    }

    // It waited for the page of a correction, which will not come any more. Touched in any case: a release that would call it off at the same moment then fails
    // on its fence, comes again and sees the withdrawal.
    private static void Hurry(Delivery pending, DateTime? nextAt)
    {
        if (nextAt is not { } at)
            return;
        if (pending.NextAt is null)
            pending.Wake(at);
        else
            pending.Touch();
    }

    // Refused or missed: the new one tries it again.
    private static void CallOffDeletions(IEnumerable<Delivery> deletions)
    {
        foreach (var deletion in deletions)
            deletion.WithdrawnBeforeSending(new Sentence("Publishing.Replaced"));
    }

    private static bool IsDeletion(Delivery one, Delivery row) => one.Kind == DeliveryKind.Delete && one.Target == row.Id && one.State != DeliveryState.Withdrawn;

    /// <summary>What is to be taken away is never too late.</summary>
    public static DateTime EndOf(DateTime due) => due.AddYears(10);

    // One deletion per channel and revision; an earlier one may have been left undone by a person.
    private static int? Free(IReadOnlyCollection<Delivery> rows, Delivery row, int revision) =>
        new int?[] { revision, row.Revision }.FirstOrDefault(at => !rows.Any(x => x.Kind == DeliveryKind.Delete && x.Channel == row.Channel && x.Revision == at));
}
