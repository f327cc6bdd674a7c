using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// A post that is released shall be pinned to the top of its channel: once it stands there, or now, if it does. It is done after the receipt and apart from it
/// (<see cref="OpenPins"/>), so nothing that goes wrong with it touches the post.
/// </summary>
internal sealed class PinPost(Db db, Ledger ledger, Rights rights, NetworkBook networks, Rounds rounds, Pulse pulse)
{
    /// <summary>The part that keeps the choice, and when it was made; empty: not after all.</summary>
    public const string Part = "pin";

    private const string Wanted = "wanted";

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
        // The call may be under way at this moment.
        if (!pin && row.State == DeliveryState.Published && row.IsLeased(ledger.Now))
            return Refusal.Conflict("Publishing.Pin.Now");
        var choice = pin ? string.Create(CultureInfo.InvariantCulture, $"{Wanted} {ledger.Now:O}") : "";
        if (parts.Find(x => x.Name == Part) is { } kept)
            kept.Change(choice);
        else
            db.Add(new Part(delivery, Part, choice));
        if (row.State == DeliveryState.Published)
        {
            if (pin)
                row.ReadAgain(ledger.Now);
            else
                row.LetBe();
        }
        db.Note<Delivery>(AuditDeed.Changed, delivery.ToString(), row.Network, $"Pinned={pin}");
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

    public static bool IsWanted(IReadOnlyDictionary<string, string> parts) => parts.GetValueOrDefault(Part, "").Split(' ')[0] == Wanted;

    /// <summary>UTC; null where that was not kept.</summary>
    public static DateTime? ChosenAt(IReadOnlyDictionary<string, string> parts) =>
        DateTime.TryParse(parts.GetValueOrDefault(Part, "").Split(' ')[^1], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var at) ? at : null;
}

internal enum PinState
{
    Not,

    /// <summary>Once the post stands there.</summary>
    Will,

    /// <summary>The post stands, and is pinned as soon as that is possible.</summary>
    Waits,

    /// <summary>It did not come about; the delivery says why.</summary>
    GivenUp,

    Is,
}

internal sealed record PinView(PinState State, bool MayChoose);

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
        var parts = await db.Set<Part>().AsNoTracking().Where(x => x.Delivery == delivery).ToDictionaryAsync(x => x.Name, x => x.Value, ct);
        var state = parts.ContainsKey(Errand.Pinned) ? PinState.Is
            : !PinPost.IsWanted(parts) ? PinState.Not
            : row.State != DeliveryState.Published ? PinState.Will
            : row.NextAt is null ? PinState.GivenUp
            : PinState.Waits;
        return new PinView(state, state != PinState.Is && refused is null);
    }
}
