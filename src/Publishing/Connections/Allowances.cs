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
    /// <summary>Which of the network's limits of a day it is; null where it is none.</summary>
    public DayLimit? Day { get; init; }

    /// <summary>Waiting rows whose call counts already: they do not need another.</summary>
    public IReadOnlySet<DeliveryId> Begun { get; init; } = new HashSet<DeliveryId>();

    public int UsedAt(DateTime at) => Calls.Count(x => Counts(x, at) && x <= at) + (AskedAt > at - Per ? Others : 0);

    /// <summary>When the oldest of our posts stops counting; null when none counts.</summary>
    public DateTime? FreesAt(DateTime now) => Calls.Where(x => Counts(x, now)).Select(x => (DateTime?)(Day?.Ends(now) ?? x + Per)).FirstOrDefault();

    /// <summary>When there is room for one more; null when there is.</summary>
    public DateTime? RoomAt(DateTime now)
    {
        var counted = Calls.Where(x => Counts(x, now)).ToList();
        return counted.Count < Total ? null : Day?.Ends(now) ?? counted[counted.Count - Total] + Per;
    }

    /// <summary>Of what is planned (UTC, oldest first) that which finds it used up.</summary>
    public IEnumerable<T> TooMany<T>(IEnumerable<T> planned, Func<T, DateTime> due)
    {
        var taken = new List<DateTime>();
        foreach (var one in planned)
        {
            var at = due(one);
            if (UsedAt(at) + taken.Count(x => Counts(x, at)) >= Total)
                yield return one;
            else
                taken.Add(at);
        }
    }

    // A day begins with its midnight; what was made exactly 24 hours ago is over.
    private bool Counts(DateTime call, DateTime at) => Day is { Zone: not null } day ? call >= day.Begins(at) : call > at - Per;
}

internal sealed class Allowances(Db db)
{
    // What is counted by fewer minutes is spread over them by the lane, and is nobody's concern.
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    private static readonly string?[] NeverLeft = ["no-such-name", "no-connection", "tls"];

    /// <summary>Null where nobody says how much is allowed.</summary>
    public async Task<Allowance?> Of(ChannelId channel, Network? network, KnownHealth? known, DateTime now, CancellationToken ct)
    {
        var (total, per) = known?.Quota is { } quota ? (quota.Total, quota.Per) : network?.Budget is { } budget ? (budget.Calls, budget.Per) : (0, TimeSpan.Zero);
        if (per < Shortest)
            return null;
        var since = now - per;
        var calls = await Calls(Sent(x => x.Channel == channel), since).Where(x => x > since).OrderBy(x => x).ToListAsync(ct);
        return new Allowance(total, per, known?.Quota is not null, calls, known?.Quota is { } said ? Math.Max(0, said.Used - calls.Count(x => x <= known.At)) : 0, known?.At);
    }

    /// <summary>What a day's limit leaves.</summary>
    /// <param name="limit">One of the network's.</param>
    /// <param name="channel">Whose account it is about.</param>
    /// <param name="network">Its key.</param>
    /// <param name="but">A row that asks for itself takes no room from itself; null: nobody asks for one.</param>
    /// <param name="now">UTC.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Allowance> Of(DayLimit limit, ChannelId channel, string network, DeliveryId? but, DateTime now, CancellationToken ct)
    {
        var since = limit.Begins(now);
        var day = new Allowance(limit.Posts, TimeSpan.FromDays(1), false, [], 0, null) { Day = limit };
        List<ChannelId> channels = limit.OfApp ? await db.Set<Connection>().AsNoTracking().Where(x => x.Network == network).Select(x => x.Channel).ToListAsync(ct) : [channel];
        if (limit.Call is not { } call)
        {
            var sent = Sent(x => channels.Contains(x.Channel));
            if (but is { } asking)
                sent = sent.Where(x => x.Id != asking);
            if (limit.Drafts)
                sent = sent.Where(x => x.State == DeliveryState.Processing && x.SentenceKey != null);
            else if (limit.AsDraft == false)
                sent = sent.Where(x => x.State != DeliveryState.Processing || x.SentenceKey == null);
            return day with { Calls = await Calls(sent, since).Where(x => x >= since).OrderBy(x => x).ToListAsync(ct) };
        }
        // Whatever was taken there, or may have been. Nothing is called after its cut-off, so older rows need not be looked at.
        var made = await db.Set<Delivery>().AsNoTracking().Where(x => channels.Contains(x.Channel) && x.CutOff > since)
            .Join(db.Set<Attempt>(), row => row.Id, attempt => attempt.Delivery, (row, attempt) => new { row.Id, row.State, attempt.At, attempt.What, attempt.Status, attempt.Code })
            .Where(x => x.What == call && x.At >= since && (x.Status < 300 || (x.Status == null && !NeverLeft.Contains(x.Code))))
            .OrderBy(x => x.At).Select(x => new { x.Id, x.State, x.At }).ToListAsync(ct);
        return day with { Calls = [.. made.Select(x => x.At)], Begun = made.Where(x => x.State is DeliveryState.Waiting or DeliveryState.Preparing).Select(x => x.Id).ToHashSet() };
    }

    // The newest counts: what was put off was taken then. Nothing is called after its cut-off, so older rows need not be looked at.
    private IQueryable<DateTime> Calls(IQueryable<Delivery> sent, DateTime since) => sent.Where(x => x.IntentAt != null && x.CutOff > since)
        .Select(x => db.Set<Attempt>().Where(one => one.Delivery == x.Id && one.What == Attempt.Moved && one.State == DeliveryState.Sending).Max(one => (DateTime?)one.At) ?? x.IntentAt!.Value);

    private IQueryable<Delivery> Sent(System.Linq.Expressions.Expression<Func<Delivery, bool>> of) => db.Set<Delivery>().AsNoTracking().Where(of)
        .Where(x => x.Kind == DeliveryKind.Publish && x.State != DeliveryState.Waiting && x.State != DeliveryState.Refused && x.State != DeliveryState.Missed && x.State != DeliveryState.Withdrawn);
}
