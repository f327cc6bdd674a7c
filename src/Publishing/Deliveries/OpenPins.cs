using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// Posts that stand and are still to be pinned. That waits while the channel is paused or not connected, is tried again with growing gaps, and is given up a day after
/// it was chosen or the post was published, with the reason on its row.
/// </summary>
internal sealed class OpenPins(Db db, Ledger ledger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstGap = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestGap = TimeSpan.FromHours(1);
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    /// <summary>True: it is not tried now, and the row says why.</summary>
    public async Task<bool> HoldsBack(Delivery row, CancellationToken ct)
    {
        if (await EndOf(row, ct) is not { } end)
            return false;
        // Nobody pins what is being taken away.
        if (await db.Set<Delivery>().AnyAsync(x => x.Target == row.Id && x.Kind == DeliveryKind.Delete && x.State != DeliveryState.Withdrawn, ct))
            row.LetBe();
        else if (await ledger.IsPaused(row, ct))
            Wait(row, end, new Sentence("Publishing.Paused"), new Sentence("Publishing.Pin.WasHeld"));
        else
            return false;
        return true;
    }

    /// <summary>There is no session for it; false where nothing is to be pinned.</summary>
    public async Task<bool> NotConnected(Delivery row, Sentence why, CancellationToken ct)
    {
        if (await EndOf(row, ct) is not { } end)
            return false;
        Wait(row, end, why, why.Key == "Publishing.OtherAccount" ? why : new Sentence("Publishing.Pin.WasAway"));
        return true;
    }

    /// <summary>It was tried, and is not pinned; false where nothing is to be pinned (any more).</summary>
    public async Task<bool> TriedInVain(Delivery row, Finding.CannotTell said, CancellationToken ct)
    {
        if (await EndOf(row, ct) is not { } end)
            return false;
        var gap = FirstGap * Math.Pow(2, Math.Min(row.ReadBacks, 10));
        gap = gap < LongestGap ? gap : LongestGap;
        row.NotVerifiedYet(Next(end, said.After > gap ? said.After.Value : gap), said.Why);
        return true;
    }

    private void Wait(Delivery row, DateTime end, Sentence meanwhile, Sentence atLast)
    {
        if (Next(end, Rest) is { } again)
            row.ReadLater(again, meanwhile);
        else
            row.NotVerifiedYet(null, atLast);
    }

    private DateTime? Next(DateTime end, TimeSpan gap) => ledger.Now >= end ? null : ledger.Now + gap < end ? ledger.Now + gap : end;

    /// <summary>When it is given up; null where nothing is to be pinned.</summary>
    private async Task<DateTime?> EndOf(Delivery row, CancellationToken ct)
    {
        if (row.Kind != DeliveryKind.Publish)
            return null;
        var parts = await db.Set<Part>().AsNoTracking().Where(x => x.Delivery == row.Id && (x.Name == PinPost.Part || x.Name == Errand.Pinned)).ToDictionaryAsync(x => x.Name, x => x.Value, ct);
        if (parts.ContainsKey(Errand.Pinned) || !PinPost.IsWanted(parts))
            return null;
        var chosen = PinPost.ChosenAt(parts);
        return (chosen > row.PublishedAt || row.PublishedAt is null ? chosen : row.PublishedAt) + Patience;
    }
}
