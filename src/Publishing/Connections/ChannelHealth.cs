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
internal sealed record ChannelHealth(string? Denied, DateTime? LastOut, Uri? LastLink, Allowance? Allowance, int Used, DateTime? FreesAt);

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
        return new ChannelHealth(
            denied is null ? null : words[denied.Key, [.. denied.Args]], last?.PublishedAt, last?.Link is { } link ? new Uri(link) : null,
            allowance, allowance?.UsedAt(now) ?? 0, allowance?.FreesAt(now));
    }
}
