using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Notices;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Writes a row's next state with its attempts in one transaction, under its fence. False: the lease is lost, stop before any further call.</summary>
internal sealed class Ledger(Db db, DatabaseClock clock, Pulse pulse, Vault vault, ILogger<Ledger> log)
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(500);
    private static readonly int MostTries = (int)(Delivery.SendLease / BetweenTries);
    private readonly List<(DateTime At, Call Call)> calls = [];

    // What a change gave another address, until that is written.
    private readonly Dictionary<Delivery, Receipt> moves = [];

    public DateTime Now => clock.Now;

    /// <summary>Takes note of a call; it is written with the next state.</summary>
    public void Note(Call call)
    {
        calls.Add((Now, call));
        Usage = call.Usage ?? Usage;
    }

    /// <summary>What the network said last of how much is used; null when it said nothing.</summary>
    public Usage? Usage { get; private set; }

    public Task<Delivery?> Load(DeliveryId delivery, CancellationToken ct) => db.Set<Delivery>().SingleOrDefaultAsync(x => x.Id == delivery, ct);

    /// <summary>
    /// Writes what a call brought back. A receipt in hand must not get lost because the database is away for a moment: as long as the lease
    /// holds, it is tried again. Afterwards the row is unknown and looked up, as if the process had died.
    /// </summary>
    public async Task<bool> Keep(Delivery row)
    {
        var until = db.Entry(row).Property(x => x.LeaseUntil).OriginalValue;
        try
        {
            return await Write(row, CancellationToken.None);
        }
        catch (Exception away) when (away is not OperationCanceledException)
        {
            Log.OutcomeNotWritten(log, row.Id.Value, away);
            return await TryAgain(row, until);
        }
    }

    /// <summary>Row, attempts and events are still to be written, exactly once; under the fence, so a commit whose answer got lost does no harm.</summary>
    private async Task<bool> TryAgain(Delivery row, DateTime? until)
    {
        for (var turn = 1; ; turn++)
        {
            await Task.Delay(BetweenTries, CancellationToken.None);
            try
            {
                await Save(CancellationToken.None);
                return true;
            }
            catch (DbUpdateConcurrencyException)
            {
                Log.LeaseLost(log, row.Id.Value);
                db.ChangeTracker.Clear();
                return false;
            }
            catch (Exception) when (turn < MostTries && until > Now)
            {
                // Still away.
            }
        }
    }

    public async Task<bool> Write(Delivery row, CancellationToken ct)
    {
        foreach (var (at, call) in calls)
            db.Add(new Attempt(row, at, call.Name, call.Status, call.Code, call.RequestId, call.Took));
        calls.Clear();
        try
        {
            await WriteAll(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            Log.LeaseLost(log, row.Id.Value);
            // Nothing of this courier may be written any more.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>Everything that moved in this scope: row, attempts and events are there together or not at all.</summary>
    public async Task WriteAll(CancellationToken ct)
    {
        foreach (var entry in db.ChangeTracker.Entries<Delivery>().Where(x => x.State == EntityState.Modified).ToList())
        {
            var row = entry.Entity;
            // Put back without having moved is a change too, as soon as the reason is another one.
            var moved = entry.Property(x => x.State).IsModified;
            if (row.RefusedAhead && entry.Property(x => x.RefusedAhead).IsModified)
                db.Raise(new VideoRefusedAhead(row.Id, row.Post));
            if (!moved && !entry.Property(x => x.SentenceKey).IsModified)
                continue;
            db.Add(new Attempt(row, Now, Attempt.Moved, null, row.SentenceKey, null, TimeSpan.Zero));
            if (moved && row.State is not (DeliveryState.Preparing or DeliveryState.Sending or DeliveryState.Waiting))
                db.Raise(new DeliveryMoved(row.Id, row.Post, row.Revision, row.State));
            if (moved && row.State is (DeliveryState.Refused or DeliveryState.Missed or DeliveryState.Asking))
                db.Raise(new DeliveryInTrouble(row.Id, row.Post, row.State));
            if (moved && row is { State: DeliveryState.Published, Kind: DeliveryKind.Edit, Receipt: { } receipt, Target: { } target })
                await Move(target, receipt, ct);
            if (moved && row is { State: DeliveryState.Published, Kind: DeliveryKind.Publish })
                db.Raise(new PostPublished(row.Post, row.Revision, row.Channel, row.Id, row.RemoteId!, row.Link!));
            var post = row.Post.Value;
            db.AfterCommit(() => pulse.Beat("deliveries", post));
        }
        await Save(ct);
    }

    /// <summary>A person may move, at this very moment, the row that a change has given another address: the outcome of a call that was made is not lost for that.</summary>
    private async Task Save(CancellationToken ct)
    {
        for (var turn = 1; ; turn++)
            try
            {
                await db.SaveChangesAsync(ct);
                moves.Clear();
                return;
            }
            catch (DbUpdateConcurrencyException others) when (turn < MostTries && others.Entries.All(x => x.Entity is Delivery live && moves.ContainsKey(live)))
            {
                foreach (var entry in others.Entries)
                {
                    await entry.ReloadAsync(ct);
                    if (entry.Entity is Delivery { State: DeliveryState.Published } live)
                        live.StandsAs(moves[live]);
                }
            }
    }

    /// <summary>Where every change has an id of its own, what was published goes by the newest from now on: for links, for the next change, and to be taken away.</summary>
    private async Task Move(DeliveryId target, Receipt receipt, CancellationToken ct)
    {
        if (await db.Set<Delivery>().SingleOrDefaultAsync(x => x.Id == target, ct) is not { State: DeliveryState.Published } live || live.RemoteId == receipt.RemoteId)
            return;
        live.StandsAs(receipt);
        moves[live] = receipt;
        db.Raise(new PostPublished(live.Post, live.Revision, live.Channel, live.Id, receipt.RemoteId, receipt.Link.AbsoluteUri));
    }

    public async Task Keep(Delivery row, string name, string value, CancellationToken ct)
    {
        if (IsSealed(name) && value.Length > 0)
            value = vault.CloseOne(value);
        if (await db.Set<Part>().SingleOrDefaultAsync(x => x.Delivery == row.Id && x.Name == name, ct) is { } part)
            part.Change(value);
        else
            db.Add(new Part(row.Id, name, value));
        row.Renew(Now);
        if (!await Write(row, ct))
            throw new LeaseLost();
    }

    /// <summary>Another account has been connected before anything went out: of what was prepared only what people chose, and the card of the link, is kept.</summary>
    public async Task<Dictionary<string, string>> StartAnew(Delivery row, Dictionary<string, string> parts, CancellationToken ct)
    {
        row.StartAnew();
        db.RemoveRange(await db.Set<Part>().Where(x => x.Delivery == row.Id && x.Name != PinPost.Part && x.Name != LinkCards.PartName).ToListAsync(ct));
        return await Write(row, ct) ? parts.Where(x => x.Key is PinPost.Part or LinkCards.PartName).ToDictionary() : throw new LeaseLost();
    }

    /// <summary>When the newest publish call of this row was about to be made; null when none was.</summary>
    public Task<DateTime?> SentAt(Delivery row, CancellationToken ct) => db.Set<Attempt>()
        .Where(x => x.Delivery == row.Id && x.What == Attempt.Moved && x.State == DeliveryState.Sending).MaxAsync(x => (DateTime?)x.At, ct);

    /// <summary>These prepared parts are worth nothing any more; written with the outcome.</summary>
    public void Forget(Delivery row, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            var part = db.Set<Part>().Local.FirstOrDefault(x => x.Delivery == row.Id && x.Name == name) ?? db.Attach(new Part(row.Id, name, "-")).Entity;
            part.Change("");
        }
    }

    public async Task<Dictionary<string, string>> Parts(DeliveryId delivery, CancellationToken ct) =>
        (await db.Set<Part>().AsNoTracking().Where(x => x.Delivery == delivery).ToListAsync(ct)).ToDictionary(x => x.Name, Opened);

    // Where the key is not here (a restored database without its keys), nothing was kept.
    private string Opened(Part part) => IsSealed(part.Name) && part.Value.Length > 0 ? vault.OpenOne(part.Value) ?? "" : part.Value;

    private static bool IsSealed(string name) => name.StartsWith(Errand.Sealed, StringComparison.Ordinal);

    /// <summary>Is the page live with which this row goes out?</summary>
    public async Task<bool> IsLive(Delivery row, CancellationToken ct) =>
        await db.Set<Release>().AnyAsync(x => x.Post == row.Post && x.Revision == row.Revision && x.LiveAt != null, ct);

    public async Task<bool> IsPaused(Delivery row, CancellationToken ct) =>
        await db.Set<Pause>().AnyAsync(x => x.About == Guid.Empty || x.About == row.Channel.Value, ct);
}

/// <summary>Ends an errand at once; see <see cref="Errand.Keep"/>.</summary>
internal sealed class LeaseLost : OperationCanceledException;
