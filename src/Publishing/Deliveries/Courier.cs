using Microsoft.Extensions.Logging;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>One attempt on one row: lease, prepare, write the intent down, one call, write what came back.</summary>
internal sealed class Courier(
    Ledger ledger, Embassies embassies, ChannelAccess access, OutgoingForm form, Targets targets, Turns turns, Patiences patiences, NodeName node, ILogger<Courier> log)
{
    /// <summary>Its time has come and its page has not: so soon it is looked at again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(2);

    /// <summary>A shorter time is over before anybody else could ask for it.</summary>
    private static readonly TimeSpan Worth = TimeSpan.FromSeconds(5);

    /// <summary>The connection whose session this errand uses.</summary>
    private int door;

    /// <summary>Its page is not live: nothing more is done than to bring its video there.</summary>
    private bool ahead;

    /// <summary>How long the whole channel shall be left alone; null when the next row may follow.</summary>
    public async Task<Hold?> Carry(DeliveryId id, CancellationToken ct)
    {
        var row = await ledger.Load(id, ct);
        if (row is null || !row.LeaseToPrepare(node.Name, ledger.Now))
            return null;
        if (await targets.HoldsBack(row, ledger.Now, ct))
        {
            await ledger.Write(row, ct);
            return null;
        }
        try
        {
            ahead = row.Kind == DeliveryKind.Publish && embassies.Publisher(row.Network) is { Network.VideoAhead: not null } && !await ledger.IsLive(row, ct);
            if (!ahead || row.Due > ledger.Now)
                return await Attempt(row, ct);
            // All is paused, say: looked at again, and what was said of it stays.
            row.AwaitPage(ledger.Now + Again);
            await ledger.Write(row, ct);
            return null;
        }
        catch (LeaseLost)
        {
            return null;
        }
        catch (Exception bug) when (bug is not OperationCanceledException && row.State == DeliveryState.Preparing)
        {
            // Nothing was sent. One row that cannot be brought into form must not hold up the channel.
            Log.CourierFailed(log, row.Id.Value, bug);
            return await End(row, new Step.Later(null, new Sentence("Publishing.InternalError")));
        }
    }

    private async Task<Hold?> Attempt(Delivery row, CancellationToken ct)
    {
        if (embassies.Publisher(row.Network) is not { } publisher)
            return await End(row, new Step.Refused(new Sentence("Publishing.NetworkUnknown", row.Network)));
        var parts = await ledger.Parts(row.Id, ct);
        // With nothing to upload the lease is written together with the intent: the fence guards that write just as well.
        if (await form.NeedsPreparing(row, ct) && !await ledger.Write(row, ct))
            return null;
        var opened = await access.Open(row.Channel, ledger.Now, ct);
        if (opened.Session is not { } session)
            return await NotConnected(row, opened.Why!);
        door = opened.Version;
        if (row.IsOfAnother(Accounts.Of(session)))
            parts = await ledger.StartAnew(row, parts, ct);
        var built = await form.Build(row, parts, (name, value, token) => ledger.Keep(row, name, value, token), ct);
        if (built.Post is not { } post)
            return await End(row, new Step.Refused(built.Why!));
        var target = await targets.Of(row, ct);
        if (!await MayGoOut(row, built, target, Accounts.Of(session), ct))
            return null;
        if (await turns.HoldsBack(row, post, ledger.Now, ct))
        {
            await ledger.Write(row, ct);
            return null;
        }
        row.Begin(Accounts.Of(session));
        var errand = new Errand(
            row.Kind.ToErrand(), row.Key, post, session, target?.Receipt, row.Ticket, parts,
            (name, value, token) => ledger.Keep(row, name, value, token), ledger.Note)
        {
            IntentAt = row.IntentAt, LiveSince = target?.Since,
            PartsOfLive = row is { Kind: DeliveryKind.Edit, Target: { } live } ? await ledger.Parts(live, ct) : [],
        };
        if (row.Kind != DeliveryKind.Delete && await Prepare(publisher, errand, ct) is { } early)
            return await End(row, early);
        if (!ahead)
            return Full(row, publisher.Network.Name) is { } full ? await End(row, full) : await SendOnce(publisher, errand, row, ct);
        // The website first: what is there ahead of its time waits for its page.
        row.ReadyAhead(row.Due > ledger.Now ? row.Due : ledger.Now + Again);
        await ledger.Write(row, ct);
        return null;
    }

    /// <summary>While it was prepared the network has said that it takes nothing more for a while: a call would be refused. Where waiting would miss the cut-off, it is made.</summary>
    private Step.Later? Full(Delivery row, string network) =>
        ledger.Usage is { Wait: { } wait } && ledger.Now + wait < row.CutOff ? new Step.Later(wait, Patiences.UsedUp(network)) : null;

    /// <summary>Not an attempt: a person has to connect the channel first.</summary>
    private async Task<Hold?> NotConnected(Delivery row, Sentence why)
    {
        var wait = TimeSpan.FromMinutes(1);
        row.PutBack(why, ledger.Now + wait);
        await ledger.Write(row, CancellationToken.None);
        return new Hold(wait, ByNetwork: false);
    }

    /// <summary>A channel may have been retired since, or belong to another account than the one that a change is about.</summary>
    private async Task<bool> MayGoOut(Delivery row, OutgoingForm.Built built, Targets.Target? target, string account, CancellationToken ct)
    {
        if (built.CalledOff && row.Kind != DeliveryKind.Delete)
            row.WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
        else if (built.Retired && row.Kind != DeliveryKind.Delete)
            row.WithdrawnBeforeSending(new Sentence("Publishing.ChannelRetired"));
        else if (target?.Account is { } theirs && theirs != account)
            row.Refused(new Sentence("Publishing.OtherAccount"));
        else if (row.IsOpen && row.Account is { } before && before != account)
            row.Ask(new Sentence("Publishing.OtherAccount"));
        else
            return true;
        await ledger.Write(row, ct);
        return false;
    }

    private async Task<Step?> Prepare(IPublisher publisher, Errand errand, CancellationToken ct)
    {
        try
        {
            // While nothing has been sent, "unknown" means no more than "try the upload again".
            var step = await publisher.Prepare(errand, ct);
            return step is Step.Unknown unclear ? new Step.Later(null, unclear.Why) : step;
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Log.CourierFailed(log, Guid.Empty, bug);
            return new Step.Later(null, new Sentence("Publishing.InternalError"));
        }
    }

    private async Task<Hold?> SendOnce(IPublisher publisher, Errand errand, Delivery row, CancellationToken ct)
    {
        if (await ledger.IsPaused(row, ct))
        {
            row.Hold(ledger.Now);
            await ledger.Write(row, ct);
            return new Hold(TimeSpan.FromSeconds(1), ByNetwork: false);
        }
        if (!row.MaySend(ledger.Now))
        {
            row.Ask(new Sentence("Publishing.NobodyCanTell"));
            await ledger.Write(row, ct);
            return null;
        }
        if (!row.Intend(ledger.Now))
        {
            row.Missed();
            await ledger.Write(row, ct);
            return null;
        }
        if (!await ledger.Write(row, CancellationToken.None))
            return null;
        // The intent is durable. Exactly one call may follow, and nothing stands between; not even a shutdown interrupts it.
        Step step;
        try
        {
            step = await publisher.Send(errand, CancellationToken.None);
        }
        catch (Exception bug) when (bug is not LeaseLost)
        {
            Log.CourierFailed(log, row.Id.Value, bug);
            step = new Step.Unknown(new Sentence("Publishing.InternalError"));
        }
        return await End(row, step);
    }

    private async Task<Hold?> End(Delivery row, Step step)
    {
        Hold? hold = null;
        switch (step)
        {
            case Step.SignInLost lost:
                // First on record that nothing was executed, then the sign-in, which may take a while.
                var first = access.NoteLost(row, lost.Why, ledger.Now);
                if (await ledger.Keep(row))
                    await access.SignInAgain(row.Channel, door, first, lost.Why, ledger.Now);
                return first ? null : new Hold(TimeSpan.FromMinutes(1), ByNetwork: false);
            case Step.Stopped stopped:
                row.NotExecuted(stopped.Why, ledger.Now + TimeSpan.FromMinutes(1));
                if (await ledger.Keep(row))
                    await access.Stop(row.Channel, door, stopped.Why, ledger.Now);
                return new Hold(TimeSpan.FromMinutes(1), ByNetwork: false);
            case Step.Later later:
                // A time that the network names is meant for the whole channel, and so is our own where it only says "too fast"; ahead of its time only for this one: what is due meanwhile has another call to make.
                ledger.Forget(row, later.Forget);
                Outcomes.Apply(row, step, ledger.Now);
                if (!ahead && (later.After is not null || later.TooFast))
                    hold = new Hold(later.After ?? row.NextAt!.Value - ledger.Now, ByNetwork: later.After is not null);
                break;
            case Step.Refused refused when ahead:
                // Decided when its time has come: until then people can read it and mend it, and the network may think otherwise.
                row.RefuseAhead(refused.Why);
                break;
            default:
                Outcomes.Apply(row, step, ledger.Now);
                break;
        }
        if (ahead && row.Due > ledger.Now && step is not Step.Later { After: not null })
            row.AtTheLatest(row.Due);
        await ledger.Keep(row);
        // First what became of the row; that the others have to wait, too, outlives this process.
        if (ledger.Usage is { } usage && embassies.Publisher(row.Network)?.Network.Name is { } network)
            await patiences.Heard(row.Channel, ahead ? usage with { Wait = null } : usage, network);
        // What we decided ourselves a person may end, and so nobody else needs to know of it.
        return hold is { ByNetwork: true } named && named.For >= Worth && step is Step.Later { Why: var why } ? named with { Until = await patiences.Wait(row.Channel, named.For, why) } : hold;
    }
}

/// <summary>How long a channel is left alone, and whether the network itself said so: a person can end only what we decided.</summary>
internal readonly record struct Hold(TimeSpan For, bool ByNetwork)
{
    /// <summary>UTC; until when, as it was written down. Null where this process alone knows of it.</summary>
    public DateTime? Until { get; init; }
}

internal static class KindWords
{
    public static ErrandKind ToErrand(this DeliveryKind kind) => kind switch
    {
        DeliveryKind.Edit => ErrandKind.Edit,
        DeliveryKind.Delete => ErrandKind.Delete,
        _ => ErrandKind.Publish,
    };
}
