using Microsoft.EntityFrameworkCore;
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
        if (connection is null)
            return new Opened(null, new Sentence("Publishing.NotConnected"));
        if (!connection.IsGood)
            return new Opened(null, new Sentence("Publishing.ConnectionLost"));
        return vault.Open(connection) is { } session ? new Opened(session, null) : new Opened(null, new Sentence("Publishing.KeyMissing"));
    }

    /// <summary>
    /// A token was not taken, so nothing was executed: sign in again once, then the same row again. A second time in a row means that a person
    /// has to connect; the queue waits for it. Returns how long to leave the channel alone.
    /// </summary>
    public async Task<TimeSpan?> Lost(Delivery row, Sentence why, DateTime now)
    {
        const string Once = "Publishing.SignedInAgain";
        var again = row.SentenceKey == Once;
        if (await Read(row.Channel, CancellationToken.None) is { } connection && !again)
        {
            await lanes.Refresh(row.Channel, connection.Version, CancellationToken.None);
            row.NotExecuted(new Sentence(Once), now);
            return null;
        }
        if (await db.Set<Connection>().SingleOrDefaultAsync(x => x.Channel == row.Channel) is { } broken)
            broken.Lost(why, now);
        row.NotExecuted(why, now + TimeSpan.FromMinutes(1));
        return TimeSpan.FromMinutes(1);
    }

    private Task<Connection?> Read(ChannelId channel, CancellationToken ct) =>
        db.Set<Connection>().AsNoTracking().SingleOrDefaultAsync(x => x.Channel == channel, ct);
}
