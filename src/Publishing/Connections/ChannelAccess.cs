using Microsoft.EntityFrameworkCore;
using Orleans.Runtime;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Publishing.Notices;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Opens sessions for couriers and inquiries. Only here and in the use cases beside it are tokens ever in the clear.</summary>
internal sealed class ChannelAccess(Db db, Vault vault, Lanes lanes)
{
    /// <summary>Refresh a little ahead, so that no upload ends in the middle.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    /// <param name="Version">Of the connection whose session it is.</param>
    public sealed record Opened(Session? Session, Sentence? Why, int Version = 0);

    public async Task<Opened> Open(ChannelId channel, DateTime now, CancellationToken ct)
    {
        var connection = await Read(channel, ct);
        if (connection is { IsGood: true, ExpiresAt: { } ends } && ends - Ahead <= now)
        {
            await Refresh(channel, connection.Version, ct);
            connection = await Read(channel, ct);
        }
        if (connection is not { IsConnected: true })
            return new Opened(null, new Sentence("Publishing.NotConnected"));
        if (!connection.IsGood)
            return new Opened(null, new Sentence("Publishing.ConnectionLost"));
        // The door that gives new tokens does not answer just now: the old one is worth nothing, but the sign-in may well be.
        if (connection.ExpiresAt <= now)
            return new Opened(null, connection.Said ?? new Sentence("Publishing.ConnectionAway"));
        return vault.Open(connection) is { } session ? new Opened(session, null, connection.Version) : new Opened(null, new Sentence("Publishing.KeyMissing"));
    }

    private const string Once = "Publishing.SignedInAgain";

    /// <summary>
    /// A token was not taken, so nothing was executed: sign in again once, then the same row again. A second time in a row means that a person
    /// has to connect; the queue waits for it. True the first time.
    /// </summary>
    public bool NoteLost(Delivery row, Sentence why, DateTime now)
    {
        var first = row.SentenceKey != Once;
        row.NotExecuted(first ? new Sentence(Once) : why, first ? now : now + TimeSpan.FromMinutes(1));
        return first;
    }

    /// <param name="version">Of the connection whose token was not taken.</param>
    public async Task SignInAgain(ChannelId channel, int version, bool first, Sentence why, DateTime now)
    {
        // A person may have connected it anew while the call was under way.
        if (await Read(channel, CancellationToken.None) is not { } seen || seen.Version != version)
            return;
        // The last renewal was not answered, so nobody has said yet that the sign-in is over.
        if (first || seen is { IsGood: true, Said: not null })
        {
            await Refresh(channel, version, CancellationToken.None);
            return;
        }
        await Stop(channel, version, why, now);
    }

    /// <summary>Nothing more goes out until a person has connected it anew. Only the session that failed is marked.</summary>
    public async Task Stop(ChannelId channel, int version, Sentence why, DateTime now)
    {
        var stopped = await db.Set<Connection>().Where(x => x.Channel == channel && x.Version == version).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.IsGood, false).SetProperty(x => x.CheckedAt, now).SetProperty(x => x.SentenceKey, why.Key)
                .SetProperty(x => x.SentenceArgs, string.Join('\u001f', why.Args)).SetProperty(x => x.Version, version + 1));
        if (stopped == 0)
            return;
        // Told now and not by the hour: what is planned may be due sooner. Where that gets lost, the round tells it.
        db.Raise(new SignInOver(channel));
        await db.SaveChangesAsync();
    }

    /// <summary>Signs in again, if nobody has since this version; returns also when that is not possible just now.</summary>
    public async Task Refresh(ChannelId channel, int version, CancellationToken ct)
    {
        try
        {
            await lanes.Refresh(channel, version, ct);
        }
        catch (Exception away) when (away is TimeoutException or OrleansException)
        {
            // The next attempt finds out how the sign-in stands.
        }
    }

    private Task<Connection?> Read(ChannelId channel, CancellationToken ct) =>
        db.Set<Connection>().AsNoTracking().SingleOrDefaultAsync(x => x.Channel == channel, ct);
}
