using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Kernel.Hooks;

internal sealed class HookShelf(Db db, HookSeal seal, DatabaseClock clock) : IHooks
{
    public async Task<bool> Keep(string door, string key, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (await Has(door, key, ct))
            return false;
        var row = new HookRow(door, key, seal.Close(body.ToArray()), clock.Now);
        db.Add(row);
        db.Raise(new HookArrived(row.Id, door));
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            // Its twin came in the same moment and was quicker; whatever else went wrong is the caller's to hear, and the network sends it again.
            db.ChangeTracker.Clear();
            if (await Has(door, key, ct))
                return false;
            throw;
        }
    }

    public async Task<byte[]?> Body(Guid hook, CancellationToken ct) =>
        await db.Set<HookRow>().AsNoTracking().Where(x => x.Id == hook).Select(x => x.Sealed).SingleOrDefaultAsync(ct) is { } kept ? seal.Open(kept) : null;

    public Task Forget(Guid hook, CancellationToken ct) =>
        db.Set<HookRow>().Where(x => x.Id == hook).ExecuteUpdateAsync(set => set.SetProperty(x => x.Sealed, HookRow.Forgotten), ct);

    public async Task<IReadOnlyList<HookTraffic>> Traffic(CancellationToken ct) =>
        await db.Set<HookRow>().GroupBy(x => x.Door).Select(door => new HookTraffic(door.Key, door.Count(), door.Max(x => x.At))).ToListAsync(ct);

    private Task<bool> Has(string door, string key, CancellationToken ct) => db.Set<HookRow>().AnyAsync(x => x.Door == door && x.Key == key, ct);
}

/// <summary>Forgets what was said after two weeks, and that it was said after thirteen months: a signed call that somebody kept opens nothing again until then.</summary>
internal sealed class HookRound(Db db, DatabaseClock clock) : IRound
{
    public const string Name = "kernel-hooks";
    public static readonly TimeSpan Every = TimeSpan.FromHours(6);
    public static readonly TimeSpan Readable = TimeSpan.FromDays(14);
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(400);

    public async Task Tick(CancellationToken ct)
    {
        var (read, old) = (clock.Now - Readable, clock.Now - Remembered);
        await db.Set<HookRow>().Where(x => x.At < read && x.Sealed != HookRow.Forgotten).ExecuteUpdateAsync(set => set.SetProperty(x => x.Sealed, HookRow.Forgotten), ct);
        await db.Set<HookRow>().Where(x => x.At < old).ExecuteDeleteAsync(ct);
    }
}
