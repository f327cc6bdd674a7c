using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Connects a channel with its account by fields (an app password, a practice name). Connecting anew keeps everything that is queued.</summary>
internal sealed class ConnectChannel(ConnectRights rights, Embassies embassies, Doors doors)
{
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId channel, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var allowed = await rights.For(actor, channel, ct);
        if (!allowed.Ok)
            return Outcome<Done>.Refused(allowed.Refusals);
        if (embassies.SignIn(allowed.Value.Network) is not { } signIn)
            return Refusal.Invalid("Publishing.NetworkUnknown", allowed.Value.Network);
        return await doors.Open(channel, signIn.Network.Key, await signIn.WithFields(fields, ct), anew: true, ct);
    }
}

/// <summary>Begins a sign-in on the network's own page. The answer is the address to go to.</summary>
internal sealed class StartSignIn(Db db, ConnectRights rights, Embassies embassies, Vault vault, DatabaseClock clock)
{
    public async Task<Outcome<Uri>> Run(Actor actor, ChannelId channel, IReadOnlyDictionary<string, string> fields, Uri redirect, CancellationToken ct)
    {
        var allowed = await rights.For(actor, channel, ct);
        if (!allowed.Ok)
            return Outcome<Uri>.Refused(allowed.Refusals);
        if (embassies.SignIn(allowed.Value.Network) is not { } signIn)
            return Refusal.Invalid("Publishing.NetworkUnknown", allowed.Value.Network);
        var state = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24));
        switch (await signIn.Start(fields, redirect, state, ct))
        {
            case SignInStart.GoTo go:
                await db.Set<PendingSignIn>().Where(x => x.Until < clock.Now).ExecuteDeleteAsync(ct);
                db.Add(new PendingSignIn(state, channel, actor.Person.Value, vault.Close(go.Keep), clock.Now.AddMinutes(15)));
                await db.SaveChangesAsync(ct);
                return go.Address;
            case SignInStart.Refused refused:
                return refused.Why.AsRefusal();
            default:
                throw new InvalidOperationException("A sign-in starts or is refused.");
        }
    }
}

/// <summary>The browser came back from the network with a code. Only the person who began it may end it, and only once.</summary>
internal sealed class FinishSignIn(Db db, ConnectRights rights, Embassies embassies, Vault vault, Doors doors, DatabaseClock clock)
{
    public async Task<Outcome<ChannelId>> Run(Actor actor, string state, string code, Uri redirect, CancellationToken ct)
    {
        var pending = await db.Set<PendingSignIn>().AsNoTracking().SingleOrDefaultAsync(x => x.State == state, ct);
        if (pending is null || pending.Until < clock.Now || pending.Person != actor.Person.Value
            || await db.Set<PendingSignIn>().Where(x => x.State == state).ExecuteDeleteAsync(ct) == 0)
            return Refusal.Invalid("Publishing.SignInExpired");
        var allowed = await rights.For(actor, pending.Channel, ct);
        if (!allowed.Ok)
            return Outcome<ChannelId>.Refused(allowed.Refusals);
        if (embassies.SignIn(allowed.Value.Network) is not { } signIn || vault.Open(pending.Kept) is not { } kept)
            return Refusal.Invalid("Publishing.SignInExpired");
        var opened = await doors.Open(pending.Channel, signIn.Network.Key, await signIn.Finish(kept, code, redirect, ct), anew: true, ct);
        return opened.To(_ => pending.Channel);
    }
}

internal sealed class ConnectRights(IChannels channels)
{
    public async Task<Outcome<ChannelView>> For(Actor actor, ChannelId channel, CancellationToken ct) =>
        await channels.Find(channel, ct) is not { } view || !actor.May(Permission.See, view.Unit) ? Refusal.NotFound("Publishing.ChannelGone")
        : actor.May(Permission.ManageChannels, view.Unit) ? view : Refusal.Forbidden();
}

internal static class SentenceWords
{
    public static Refusal AsRefusal(this Sentence why) => Refusal.Invalid(why.Key, [.. why.Args]);
}
