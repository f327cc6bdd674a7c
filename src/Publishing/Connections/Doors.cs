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
    public async Task<Outcome<Done>> Open(ChannelId channel, string network, SignInResult result, CancellationToken ct)
    {
        switch (result)
        {
            case SignInResult.Good good:
                return await Keep(channel, network, good, ct);
            case SignInResult.Refused refused:
                return refused.Why.AsRefusal();
            case SignInResult.Away away:
                return away.Why.AsRefusal() with { Kind = RefusalKind.Unavailable };
            default:
                throw new InvalidOperationException("A sign-in is good, refused or away.");
        }
    }

    private async Task<Outcome<Done>> Keep(ChannelId channel, string network, SignInResult.Good good, CancellationToken ct)
    {
        var server = good.Session.Server.AbsoluteUri;
        if (await db.Set<Connection>().AnyAsync(x => x.Channel != channel && x.Network == network && x.Server == server && x.AccountId == good.Session.AccountId, ct))
            return Refusal.Conflict("Publishing.AccountTaken", good.Session.Handle);
        var connection = await db.Set<Connection>().SingleOrDefaultAsync(x => x.Channel == channel, ct);
        if (connection is null)
            db.Add(connection = new Connection(channel, network));
        connection.Keep(good.Session, vault.Close(good.Session.Secrets), clock.Now);
        await db.InTransaction(
            async () =>
            {
                await channels.Connected(channel, good.Session.Handle, good.Profile, SessionRefresh.RulesJson(good.Rules), ct);
                await db.SaveChangesAsync(ct);
                // What waited for the connection is looked at now; a courier that has just taken one keeps it.
                var now = clock.Now;
                await db.Set<Delivery>().Where(x => x.Channel == channel && x.State == DeliveryState.Waiting && x.NextAt != null && x.Due <= now)
                    .ExecuteUpdateAsync(set => set.SetProperty(x => x.NextAt, now), ct);
            },
            ct);
        await lanes.Free(channel);
        rounds.Nudge(DeliveryRound.Name);
        pulse.Beat("channels", channel.Value);
        return Done.Ok;
    }
}
