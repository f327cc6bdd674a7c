using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Keeps what a sign-in or a check answered, tells the channel register, and lets the queue go on.</summary>
internal sealed class Doors(Db db, Vault vault, IChannels channels, Lanes lanes, Rounds rounds, Pulse pulse, DatabaseClock clock)
{
    /// <param name="anew">A person has signed in; otherwise the sign-in that was there has been asked after.</param>
    public async Task<Outcome<Done>> Open(ChannelId channel, string network, SignInResult result, bool anew, CancellationToken ct)
    {
        switch (result)
        {
            case SignInResult.Good good:
                return await Keep(channel, network, good, anew, ct);
            case SignInResult.Refused refused:
                return refused.Why.AsRefusal();
            case SignInResult.Away away:
                return away.Why.AsRefusal() with { Kind = RefusalKind.Unavailable };
            default:
                throw new InvalidOperationException("A sign-in is good, refused or away.");
        }
    }

    /// <summary>What every network says that was asked too often.</summary>
    private const string TooFast = "Networks.TooFast";

    private async Task<Outcome<Done>> Keep(ChannelId channel, string network, SignInResult.Good good, bool anew, CancellationToken ct)
    {
        var server = good.Session.Server.AbsoluteUri;
        if (await db.Set<Connection>().AnyAsync(x => x.Channel != channel && x.Network == network && x.Server == server && x.AccountId == good.Session.AccountId && x.Secrets != "", ct))
            return Refusal.Conflict("Publishing.AccountTaken", good.Session.Handle);
        var connection = await db.Set<Connection>().SingleOrDefaultAsync(x => x.Channel == channel, ct);
        if (connection is not null && await OtherAccount(connection, good.Session, ct) is { } no)
            return no;
        if (connection is null)
            db.Add(connection = new Connection(channel, network));
        var another = connection.AccountId.Length > 0 && Accounts.Of(connection.Server, connection.AccountId) != Accounts.Of(good.Session);
        connection.Keep(good.Session, vault.Close(good.Session.Secrets), clock.Now);
        connection.Knows(good.Health, anew, clock.Now);
        var rules = good.RulesStay ? (await channels.Find(channel, ct))?.Rules : SessionRefresh.RulesJson(good.Rules);
        await db.InTransaction(
            async () =>
            {
                await channels.Connected(channel, good.Session.Handle, good.Profile, rules, ct);
                await db.SaveChangesAsync(ct);
                // How much was used, and how long it was to wait, was said of the other account.
                if (another)
                    await db.Set<Patience>().Where(x => x.Channel == channel).ExecuteDeleteAsync(ct);
                // What waited for the connection is looked at now, but not what the network has put off; a courier that has just taken one keeps it.
                var now = clock.Now;
                await db.Set<Delivery>().Where(x => x.Channel == channel && x.State == DeliveryState.Waiting && x.NextAt != null && (x.Due <= now || x.RefusedAhead) && x.SentenceKey != TooFast)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.NextAt, now), ct);
            },
            ct);
        await lanes.Free(channel);
        rounds.Nudge(DeliveryRound.Name);
        pulse.Beat("channels", channel.Value);
        return Done.Ok;
    }

    /// <summary>
    /// A channel is one account. Another one is refused while something is on its way for the first or stands there: it would go out under the
    /// wrong name, and nobody could look it up, change it or take it away.
    /// </summary>
    private async Task<Refusal?> OtherAccount(Connection known, Session session, CancellationToken ct)
    {
        if (Accounts.Of(known.Server, known.AccountId) == Accounts.Of(session))
            return null;
        var states = await db.Set<Delivery>().Where(x => x.Channel == known.Channel)
            .GroupBy(x => x.State).Select(x => new { x.Key, Count = x.Count() }).ToDictionaryAsync(x => x.Key, x => x.Count, ct);
        var open = states.Where(x => x.Key is not (DeliveryState.Published or DeliveryState.Refused or DeliveryState.Missed or DeliveryState.Withdrawn)).Sum(x => x.Value);
        return open > 0 ? Refusal.Conflict("Publishing.AccountHasOpen", known.Handle, open)
            : states.ContainsKey(DeliveryState.Published) ? Refusal.Conflict("Publishing.AccountHasPosts", known.Handle, states[DeliveryState.Published])
            : null;
    }
}
