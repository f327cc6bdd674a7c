using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>How many posts an account may make in a while, and which it has made.</summary>
/// <param name="Total">So many …</param>
/// <param name="Per">… in any window of this length.</param>
/// <param name="ByNetwork">The network itself has named the numbers; otherwise they are what is known of it, counted by us.</param>
/// <param name="Calls">UTC; our own in the last window, oldest first.</param>
/// <param name="Others">What the network had counted beside ours when it was asked: posts that people made there themselves …</param>
/// <param name="AskedAt">… at this moment, UTC.</param>
internal sealed record Allowance(int Total, TimeSpan Per, bool ByNetwork, IReadOnlyList<DateTime> Calls, int Others, DateTime? AskedAt)
{
    public int UsedAt(DateTime at) => Calls.Count(x => x > at - Per && x <= at) + (AskedAt > at - Per ? Others : 0);

    /// <summary>When the oldest of our posts stops counting; null when none counts.</summary>
    public DateTime? FreesAt(DateTime now) => Calls.Where(x => x > now - Per).Select(x => (DateTime?)(x + Per)).FirstOrDefault();

    /// <summary>Of what is planned (UTC, oldest first) that which finds it used up.</summary>
    public IEnumerable<T> TooMany<T>(IEnumerable<T> planned, Func<T, DateTime> due)
    {
        var taken = new List<DateTime>();
        foreach (var one in planned)
        {
            var at = due(one);
            if (UsedAt(at) + taken.Count(x => x > at - Per) >= Total)
                yield return one;
            else
                taken.Add(at);
        }
    }
}

internal sealed class Allowances(Db db)
{
    // What is counted by minutes is spread over them by the lane, and is nobody's concern.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Null where nobody says how much is allowed.</summary>
    public async Task<Allowance?> Of(ChannelId channel, Network? network, KnownHealth? known, DateTime now, CancellationToken ct)
    {
        var (total, per) = known?.Quota is { } quota ? (quota.Total, quota.Per) : network?.Budget is { } budget ? (budget.Calls, budget.Per) : (0, TimeSpan.Zero);
        if (per < Shortest)
            return null;
        var since = now - per;
        var calls = await db.Set<Delivery>().AsNoTracking()
            .Where(x => x.Channel == channel && x.IntentAt > since && x.Kind == DeliveryKind.Publish && x.State != DeliveryState.Waiting && x.State != DeliveryState.Refused
                && x.State != DeliveryState.Missed && x.State != DeliveryState.Withdrawn)
            .OrderBy(x => x.IntentAt).Select(x => x.IntentAt!.Value).ToListAsync(ct);
        return new Allowance(total, per, known?.Quota is not null, calls, known?.Quota is { } said ? Math.Max(0, said.Used - calls.Count(x => x <= known.At)) : 0, known?.At);
    }
}
