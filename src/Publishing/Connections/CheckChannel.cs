using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Is this channel alive, and what may it do there: asked for by a person.</summary>
internal sealed class CheckChannel(ConnectRights rights, ChannelProbe probe)
{
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId channel, CancellationToken ct)
    {
        var allowed = await rights.For(actor, channel, ct);
        return allowed.Ok ? await probe.Ask(channel, allowed.Value.Network, ct) : Outcome<Done>.Refused(allowed.Refusals);
    }
}

/// <summary>Asks the network after a channel's account, reads its rules anew, and keeps what it says: the same for a person and for a round.</summary>
internal sealed class ChannelProbe(Db db, ChannelAccess access, Embassies embassies, Doors doors, DatabaseClock clock, Pulse pulse)
{
    public async Task<Outcome<Done>> Ask(ChannelId channel, string network, CancellationToken ct)
    {
        var opened = await access.Open(channel, clock.Now, ct);
        if (opened.Session is not { } session)
            return opened.Why!.AsRefusal() with { Kind = RefusalKind.Conflict };
        if (embassies.SignIn(network) is not { } signIn)
            return Refusal.Invalid("Publishing.NetworkUnknown", network);
        var result = await signIn.Check(session, ct);
        if (result is SignInResult.Refused && session.ExpiresAt is not null)
        {
            // One token that ended early shuts no channel: as the courier does, it signs in again first. A real no is written down there.
            await access.Refresh(channel, opened.Version, ct);
            opened = await access.Open(channel, clock.Now, ct);
            if (opened.Session is not { } again)
                return opened.Why!.AsRefusal() with { Kind = RefusalKind.Conflict };
            result = await signIn.Check(again, ct);
        }
        try
        {
            if (await Find(channel, ct) is not { } asked || asked.Version != opened.Version)
                return await Now(channel, ct);
            if (result is SignInResult.Refused refused)
                asked.Lost(refused.Why, clock.Now);
            else if (result is SignInResult.Away away)
                asked.Away(away.Why, clock.Now);
            await db.SaveChangesAsync(ct);
            pulse.Beat("channels", channel.Value);
            return await doors.Open(channel, signIn.Network.Key, result, anew: false, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return await Now(channel, ct);
        }
    }

    // Renewed or connected anew while the network was asked: the answer is about a session that is no more, and must not be put in the place of the new one.
    private async Task<Outcome<Done>> Now(ChannelId channel, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        pulse.Beat("channels", channel.Value);
        return await Find(channel, ct) is { } now
            ? now.IsGood ? Done.Ok : (now.Said ?? new Sentence("Publishing.NotConnected")).AsRefusal()
            : new Sentence("Publishing.NotConnected").AsRefusal();
    }

    private Task<Connection?> Find(ChannelId channel, CancellationToken ct) => db.Set<Connection>().SingleOrDefaultAsync(x => x.Channel == channel, ct);
}

/// <summary>Signs out and forgets the tokens, but not whose account it was. What is queued waits, and is missed when its cut-off passes.</summary>
internal sealed class DisconnectChannel(Db db, ConnectRights rights, Embassies embassies, Vault vault, Pulse pulse)
{
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId channel, CancellationToken ct)
    {
        var allowed = await rights.For(actor, channel, ct);
        if (!allowed.Ok)
            return Outcome<Done>.Refused(allowed.Refusals);
        if (await db.Set<Connection>().SingleOrDefaultAsync(x => x.Channel == channel, ct) is not { IsConnected: true } connection)
            return Done.Ok;
        var session = vault.Open(connection);
        connection.Close();
        await db.SaveChangesAsync(ct);
        if (session is not null && embassies.SignIn(connection.Network) is { } signIn)
            await signIn.SignOut(session, ct);
        pulse.Beat("channels", channel.Value);
        return Done.Ok;
    }
}

/// <param name="IsConnected">There is a session.</param>
/// <param name="IsGood">And the network takes it, as far as we know.</param>
/// <param name="Sentence">What is wrong, in the reader's language; null when nothing is.</param>
internal sealed record ConnectionView(
    ChannelId Channel, bool IsConnected, bool IsGood, string Handle, string Server, DateTime? CheckedAt, DateTime? ExpiresAt, string? Sentence, int Queued)
{
    /// <summary>When a person has to connect again; null when that time never comes by itself.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>Renewed by itself long before it ends.</summary>
    public bool RenewsItself { get; init; }

    /// <summary>What the network said when it was last asked; null when it was not.</summary>
    public KnownHealth? Known { get; init; }
}

/// <summary>How the channels stand. Never shows a token.</summary>
internal sealed class ConnectionList(Db db, IChannels channels, Vault vault, Words words)
{
    public async Task<IReadOnlyDictionary<ChannelId, ConnectionView>> Run(Actor actor, CancellationToken ct)
    {
        var mine = (await channels.All(ct)).Where(x => actor.May(Permission.See, x.Unit)).Select(x => x.Id).ToList();
        var rows = await db.Set<Connection>().AsNoTracking().Where(x => mine.Contains(x.Channel)).ToDictionaryAsync(x => x.Channel, ct);
        var queued = await db.Set<Delivery>().AsNoTracking().Where(x => mine.Contains(x.Channel) && x.State == Contracts.DeliveryState.Waiting)
            .GroupBy(x => x.Channel).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        return mine.ToDictionary(id => id, id => View(id, rows.GetValueOrDefault(id), queued.GetValueOrDefault(id)));
    }

    private ConnectionView View(ChannelId id, Connection? row, int queued) => row is null
        ? new ConnectionView(id, false, false, "", "", null, null, words["Publishing.NotConnected"], queued)
        : !row.IsConnected ? new ConnectionView(id, false, false, row.Handle, row.Server, row.CheckedAt, null, words["Publishing.NotConnected"], queued)
        // Restored without its keys: the row is there, and nobody can open it.
        : vault.Open(row) is not { } session ? new ConnectionView(id, true, false, row.Handle, row.Server, row.CheckedAt, null, words["Publishing.KeyMissing"], queued)
        : new ConnectionView(id, true, row.IsGood, row.Handle, row.Server, row.CheckedAt, row.ExpiresAt, DeliveryList.Say(words, row.SentenceKey, row.SentenceArgs), queued)
        {
            EndsAt = row.EndsAt, RenewsItself = session.Secret(Session.RenewAt).Length > 0, Known = KnownHealth.Read(row.Health),
        };
}
