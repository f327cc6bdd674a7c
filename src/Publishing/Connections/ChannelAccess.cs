using Microsoft.EntityFrameworkCore;
using Orleans.Runtime;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Opens sessions for couriers and inquiries. Only here and in the use cases beside it are tokens ever in the clear.</summary>
internal sealed class ChannelAccess(Db db, Vault vault, Lanes lanes)
{
    /// <summary>Refresh a little ahead, so that no upload ends in the middle.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    public sealed record Opened(Session? Session, Sentence? Why);

    public async Task<Opened> Open(ChannelId channel, DateTime now, CancellationToken ct)
    {
        var connection = await Read(channel, ct);
        if (connection is { IsGood: true, ExpiresAt: { } ends } && ends - Ahead <= now)
        {
            await lanes.Refresh(channel, connection.Version, ct);
            connection = await Read(channel, ct);
        }
        if (connection is not { IsConnected: true })
            return new Opened(null, new Sentence("Publishing.NotConnected"));
        if (!connection.IsGood)
            return new Opened(null, new Sentence("Publishing.ConnectionLost"));
        return vault.Open(connection) is { } session ? new Opened(session, null) : new Opened(null, new Sentence("Publishing.KeyMissing"));
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

    public async Task SignInAgain(ChannelId channel, bool first, Sentence why, DateTime now)
    {
        if (await Read(channel, CancellationToken.None) is not { } seen)
            return;
        if (first)
        {
            try
            {
                await lanes.Refresh(channel, seen.Version, CancellationToken.None);
            }
            catch (Exception away) when (away is TimeoutException or OrleansException)
            {
                // The row is back in the queue; its next attempt finds out how the sign-in stands.
            }
            return;
        }
        // Only the session that failed is marked; a person may just have connected it anew.
        await db.Set<Connection>().Where(x => x.Channel == channel && x.Version == seen.Version).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.IsGood, false).SetProperty(x => x.CheckedAt, now).SetProperty(x => x.SentenceKey, why.Key)
                .SetProperty(x => x.SentenceArgs, string.Join('\u001f', why.Args)).SetProperty(x => x.Version, seen.Version + 1));
    }

    private Task<Connection?> Read(ChannelId channel, CancellationToken ct) =>
        db.Set<Connection>().AsNoTracking().SingleOrDefaultAsync(x => x.Channel == channel, ct);
}
