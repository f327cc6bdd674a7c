using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>How a channel stands beside its sign-in: what the ledger knows of it.</summary>
/// <param name="Denied">What the network last refused for want of a right, in the reader's language; null when it did not.</param>
/// <param name="LastOut">UTC; when something last went out there.</param>
/// <param name="Used">Of the allowance, by now.</param>
/// <param name="FreesAt">UTC; when the oldest post stops counting.</param>
internal sealed record ChannelHealth(string? Denied, DateTime? LastOut, Uri? LastLink, Allowance? Allowance, int Used, DateTime? FreesAt)
{
    /// <summary>What the network's limits of a day leave, one for each.</summary>
    public IReadOnlyList<DayLeft> Days { get; init; } = [];

    /// <summary>How much of what it allows the network itself said was used, where that is much; null otherwise.</summary>
    public int? Percent { get; init; }
}

/// <param name="Left">So many of <see cref="DayLimit.Posts"/>.</param>
/// <param name="RoomAt">UTC; when there is room for another; null while there is.</param>
/// <param name="EndsAt">UTC; when the day ends that is counted by; null where it is any 24 hours.</param>
internal sealed record DayLeft(DayLimit Limit, int Left, DateTime? RoomAt, DateTime? EndsAt);

internal sealed class ReadChannelHealth(Db db, Denials denials, Allowances allowances, DatabaseClock clock, Words words)
{
    /// <summary>For whoever may see the channel.</summary>
    public async Task<ChannelHealth> Of(ChannelId channel, Network? network, CancellationToken ct)
    {
        var now = clock.Now;
        var connection = await db.Set<Connection>().AsNoTracking().SingleOrDefaultAsync(x => x.Channel == channel, ct);
        var denied = connection is { IsConnected: true } ? (await denials.Of([connection], now, ct)).GetValueOrDefault(channel) : null;
        // By the moment of the call, for which there is an index.
        var last = await db.Set<Delivery>().AsNoTracking().Where(x => x.Channel == channel && x.IntentAt != null && x.State == DeliveryState.Published && x.Kind == DeliveryKind.Publish)
            .OrderByDescending(x => x.IntentAt).Select(x => new { x.PublishedAt, x.Link }).FirstOrDefaultAsync(ct);
        var allowance = await allowances.Of(channel, network, KnownHealth.Read(connection?.Health), now, ct);
        var days = new List<DayLeft>();
        foreach (var limit in network?.DayLimits ?? [])
        {
            var day = await allowances.Of(limit, channel, network!.Key, null, now, ct);
            days.Add(new DayLeft(limit, Math.Max(0, limit.Posts - day.UsedAt(now)), day.RoomAt(now), limit.Ends(now)));
        }
        var since = now - Patiences.Lasts;
        var percent = await db.Set<Patience>().AsNoTracking().Where(x => x.Channel == channel && x.Percent >= Patiences.High && x.UsedAt > since).Select(x => (int?)x.Percent).SingleOrDefaultAsync(ct);
        return new ChannelHealth(
            denied is null ? null : words[denied.Key, [.. denied.Args]], last?.PublishedAt, last?.Link is { } link ? new Uri(link) : null,
            allowance, allowance?.UsedAt(now) ?? 0, allowance?.FreesAt(now))
        {
            Days = days, Percent = percent,
        };
    }
}
