using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Foresight;

/// <summary>
/// Looks three days ahead: will what is planned go out? From the database alone and for this moment, so that what was mended is gone at once; the networks
/// themselves are asked by the round.
/// </summary>
internal sealed class Preflight(Db db, IChannels channels, NetworkBook networks, Vault vault, Denials denials, AllowancesAhead allowances, PostsAhead posts, CityTime time)
{
    public static readonly TimeSpan Ahead = TimeSpan.FromDays(3);

    /// <summary>What waits to go out by then.</summary>
    public static async Task<List<Planned>> Planned(Db db, DateTime now, CancellationToken ct)
    {
        var until = now + Ahead;
        var rows = await db.Set<Delivery>().AsNoTracking()
            .Where(x => x.State == DeliveryState.Waiting && x.Kind == DeliveryKind.Publish && x.Due <= until && x.CutOff > now)
            .OrderBy(x => x.Due).ThenBy(x => x.Id)
            .Select(x => new { x.Id, x.Channel, x.Post, x.Revision, x.Due, x.RefusedAhead, x.SentenceKey, x.SentenceArgs }).ToListAsync(ct);
        return
        [
            .. rows.Select(x => new Planned(x.Id, x.Channel, x.Post, x.Revision, x.Due)
            {
                Refused = x is { RefusedAhead: true, SentenceKey: { } key } ? new Sentence(key, x.SentenceArgs?.Split('\u001f') ?? []) : null,
            }),
        ];
    }

    /// <summary>At most one for each channel.</summary>
    public async Task<IReadOnlyDictionary<ChannelId, Hitch>> Of(CancellationToken ct)
    {
        var now = time.UtcNow;
        var planned = await Planned(db, now, ct);
        var found = new Dictionary<ChannelId, Hitch>();
        if (planned.Count == 0)
            return found;
        var ids = planned.Select(x => x.Channel).Distinct().ToList();
        var there = (await channels.Many(ids, ct)).Where(x => x.State != ChannelState.Retired).ToList();
        var connections = await db.Set<Connection>().AsNoTracking().Where(x => ids.Contains(x.Channel)).ToDictionaryAsync(x => x.Channel, ct);
        var pauses = await db.Set<Pause>().AsNoTracking().Where(x => x.About != Guid.Empty).ToDictionaryAsync(x => x.About, x => x.Since, ct);
        var denied = await denials.Of([.. connections.Values], now, ct);
        var networkOf = there.ToDictionary(x => x.Id, x => x.Network);
        foreach (var channel in there)
        {
            var mine = planned.Where(x => x.Channel == channel.Id).ToList();
            var connection = connections.GetValueOrDefault(channel.Id);
            var hitch = OfConnection(channel.Id, connection, denied.GetValueOrDefault(channel.Id), mine)
                ?? (networks.Find(channel.Network)?.Review is { Passed: false, Refuses: true } review ? Hitch.Of(channel.Id, "Review", Refusal.Conflict(review.Says), mine, "open") : null)
                ?? (pauses.TryGetValue(channel.Id.Value, out var since) ? Hitch.Of(channel.Id, "Paused", Refusal.Conflict("Publishing.Health.Paused"), mine, $"{since.Ticks}") : null)
                ?? await allowances.Of(channel, connection, mine, [.. planned.Where(x => networkOf.GetValueOrDefault(x.Channel) == channel.Network)], now, ct);
            if (hitch is not null)
                found[channel.Id] = hitch;
        }
        await AddPosts(found, there, planned, ct);
        return found;
    }

    private Hitch? OfConnection(ChannelId channel, Connection? connection, Sentence? denied, List<Planned> planned)
    {
        if (connection is not { IsConnected: true })
            return Hitch.Of(channel, "NotConnected", Refusal.Conflict("Publishing.Health.NotConnected"), planned, $"{connection?.Version}");
        if (vault.Open(connection) is null)
            return Hitch.Of(channel, "Lost", Refusal.Conflict("Publishing.KeyMissing"), planned, $"{connection.Version}");
        if (!connection.IsGood)
            return Hitch.Of(channel, "Lost", connection.Said?.AsRefusal() ?? Refusal.Conflict("Publishing.Health.Lost"), planned, $"{connection.Version}");
        if (connection.EndsAt is { } ends && planned.Where(x => x.Due >= ends).ToList() is { Count: > 0 } after)
            return Hitch.Of(channel, "Ends", Refusal.Conflict("Publishing.Ahead.Ends", time.WordsOf(ends)), after, $"{ends.Ticks}");
        if (KnownHealth.Read(connection.Health)?.Missing is { Count: > 0 } missing)
            return Hitch.Of(channel, "Rights", Refusal.Conflict("Publishing.Health.Rights", string.Join(", ", missing)), planned, MarkOf(string.Join(' ', missing)));
        return denied is null ? null : Hitch.Of(channel, "Rights", denied.AsRefusal(), planned, MarkOf(string.Join(' ', denied.Args)));
    }

    // What stops a post everywhere is said once, at the first of its channels that has no other trouble.
    private async Task AddPosts(Dictionary<ChannelId, Hitch> found, List<ChannelView> there, List<Planned> planned, CancellationToken ct)
    {
        foreach (var trouble in (await posts.Of(planned, ct)).OrderBy(x => planned.FindIndex(one => one.Post == x.Post && one.Revision == x.Revision)))
        {
            var free = there.FirstOrDefault(x => !found.ContainsKey(x.Id) && (trouble.Channel is null || trouble.Channel == x.Id)
                && planned.Exists(one => one.Channel == x.Id && one.Post == trouble.Post && one.Revision == trouble.Revision));
            if (free is not null)
                found[free.Id] = Hitch.Of(free.Id, trouble.Refused ? "Refused" : "Post", trouble.Why, [.. planned.Where(x => x.Channel == free.Id && x.Post == trouble.Post && x.Revision == trouble.Revision)], $"{trouble.Post}/{trouble.Revision}")!;
        }
    }

    private static string MarkOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
