using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>A row that a person does, with its channel and who has taken it.</summary>
internal sealed record HandTask(Delivery Row, ChannelView Channel, HandClaim? Claim, bool Alone)
{
    /// <summary>Others keep their hands off until it is taken from whoever has it.</summary>
    public bool IsOf(Actor actor) => Claim is { } claim ? claim.Taker == actor.Person : Alone;
}

/// <summary>Who may do it: its owners, and whoever may release the post or on the channel.</summary>
internal sealed class HandRights(HandOwners owners, Rights rights)
{
    public async Task<Refusal?> Refuses(Actor actor, Delivery row, ChannelView channel, CancellationToken ct) =>
        actor.IsSignedIn && (await owners.Of(channel, ct)).Contains(actor.Person) ? null : await rights.Refuses(actor, row, ct);
}

/// <summary>Opens tasks for people, and knows what belongs together.</summary>
internal sealed class HandTasks(Db db, Ledger ledger, HandRights rights, HandOwners owners, IPostHeads heads, IChannels channels, NetworkBook networks)
{
    private static readonly TimeSpan ToTakeAway = TimeSpan.FromDays(1);

    public static string PathOf(DeliveryId delivery) => $"/desk/aufgaben/{delivery}";

    /// <summary>Until then somebody has to say; afterwards it is asked what became of it. What is to be taken away has no end of its own.</summary>
    public static DateTime DeadlineOf(Delivery row) => row.Kind == DeliveryKind.Delete ? row.Due + ToTakeAway : row.CutOff;

    /// <summary>Keys of the networks where people post.</summary>
    public IReadOnlyList<string> Keys { get; } = [.. networks.All.Where(x => x.IsByHand).Select(x => x.Key)];

    /// <summary>Is it a task, or was it one? What is asked about because nobody could find out is none: there a link has to be checked.</summary>
    public bool IsTask(Delivery row) => Keys.Contains(row.Network) || (networks.Find(row.Network)?.LeavesDrafts == true && row.State switch
    {
        DeliveryState.Processing => row.ForPerson is not null,
        DeliveryState.Asking => row.SentenceKey == Delivery.HandLate,
        _ => true,
    });

    public async Task<Outcome<HandTask>> Open(Actor actor, DeliveryId delivery, CancellationToken ct)
    {
        if (await ledger.Load(delivery, ct) is not { } row || !IsTask(row) || await channels.Find(row.Channel, ct) is not { } channel)
            return Refusal.NotFound("Publishing.Hand.Gone");
        if (await rights.Refuses(actor, row, channel, ct) is { } no)
            return no;
        var claim = await db.Set<HandClaim>().SingleOrDefaultAsync(x => x.Delivery == delivery && x.Attempt == row.Attempt, ct);
        return new HandTask(row, channel, claim, await owners.Of(channel, ct) is [var only] && only == actor.Person);
    }

    /// <summary>The post is being taken away everywhere.</summary>
    public async Task<bool> IsCalledOff(Delivery row, CancellationToken ct)
    {
        if (row.Kind == DeliveryKind.Delete)
            return false;
        // No program deletes a draft: it has no row for that.
        if (row.ForPerson is not null)
            return (await heads.Many([row.Post], ct)).GetValueOrDefault(row.Post)?.State == PostState.Withdrawn;
        var acted = row.Target ?? row.Id;
        return await db.Set<Delivery>().AnyAsync(x => x.Kind == DeliveryKind.Delete && x.State != DeliveryState.Withdrawn && (x.Target == row.Id || x.Target == acted), ct);
    }

    /// <summary>Changes that wait for this row: whoever posts it now posts the newest of them at once. Oldest first.</summary>
    public Task<List<Delivery>> Newer(Delivery row, CancellationToken ct)
    {
        var acted = row.Target ?? row.Id;
        return row.Kind == DeliveryKind.Delete
            ? Task.FromResult(new List<Delivery>())
            : db.Set<Delivery>().Where(x => x.Post == row.Post && x.Channel == row.Channel && x.Kind == DeliveryKind.Edit && x.Target == acted
                && x.Revision > row.Revision && x.State == DeliveryState.Waiting).OrderBy(x => x.Revision).ToListAsync(ct);
    }
}
