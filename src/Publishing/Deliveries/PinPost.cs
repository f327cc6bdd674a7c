using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// A post that is released shall be pinned to the top of its channel: once it stands there, or now, if it does. It is done after the receipt and apart from it, so
/// nothing that goes wrong with it touches the post.
/// </summary>
internal sealed class PinPost(Db db, Ledger ledger, Rights rights, NetworkBook networks, Rounds rounds, Pulse pulse)
{
    /// <summary>The part that keeps the choice.</summary>
    public const string Part = "pin", Wanted = "wanted";

    /// <param name="pin">False: not after all.</param>
    public async Task<Outcome<Done>> Run(Actor actor, DeliveryId delivery, bool pin, CancellationToken ct)
    {
        if (await ledger.Load(delivery, ct) is not { } row || !Takes(networks, row))
            return Refusal.NotFound("Publishing.DeliveryGone");
        if (await rights.Refuses(actor, row, ct) is { } no)
            return no;
        var parts = await db.Set<Part>().Where(x => x.Delivery == delivery && (x.Name == Part || x.Name == Errand.Pinned)).ToListAsync(ct);
        if (parts.Exists(x => x.Name == Errand.Pinned))
            return Refusal.Conflict("Publishing.Pin.Already");
        if (parts.Find(x => x.Name == Part) is { } kept)
            kept.Change(pin ? Wanted : "");
        else
            db.Add(new Part(delivery, Part, pin ? Wanted : ""));
        if (pin && row.State == DeliveryState.Published)
            row.ReadAgain(ledger.Now);
        db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
        db.AfterCommit(() => pulse.Beat("deliveries", row.Post.Value));
        try
        {
            return await ledger.Write(row, ct) ? Done.Ok : Refusal.Conflict("Kernel.Changed");
        }
        catch (DbUpdateException) when (db.ChangeTracker.Entries<Part>().Any(x => x.State == EntityState.Added))
        {
            // Somebody has just chosen too: the part is there.
            db.ChangeTracker.Clear();
            return Refusal.Conflict("Kernel.Changed");
        }
    }

    public static bool Takes(NetworkBook networks, Delivery row) => row.Kind == DeliveryKind.Publish && networks.Find(row.Network) is { Can.Pin: true }
        && row.State is not (DeliveryState.Refused or DeliveryState.Missed or DeliveryState.Withdrawn);
}

/// <param name="IsLive">The post stands there already.</param>
internal sealed record PinView(bool IsPinned, bool IsWanted, bool IsLive, bool MayChoose);

internal sealed class ReadPin(Db db, Rights rights, NetworkBook networks)
{
    /// <returns>Null where nothing can be pinned.</returns>
    public async Task<PinView?> Run(Actor actor, DeliveryId delivery, CancellationToken ct)
    {
        if (await db.Set<Delivery>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == delivery, ct) is not { } row || !PinPost.Takes(networks, row))
            return null;
        var refused = await rights.Refuses(actor, row, ct);
        if (refused is { Kind: RefusalKind.NotFound })
            return null;
        var parts = await db.Set<Part>().AsNoTracking().Where(x => x.Delivery == delivery).ToListAsync(ct);
        var done = parts.Exists(x => x.Name == Errand.Pinned);
        return new PinView(
            done, parts.Exists(x => x.Name == PinPost.Part && x.Value == PinPost.Wanted), row.State == DeliveryState.Published, !done && refused is null);
    }
}
