using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Units;

/// <summary>
/// Keeps the tree in memory, since every call of everybody needs it and it changes a few times a year. A change on this machine is seen at once,
/// one on another machine after <see cref="Fresh"/>. Rights are never kept here.
/// </summary>
internal sealed class UnitTrees(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private volatile Kept? kept;
    private int generation;

    public async Task<UnitTree> Get(Db db, CancellationToken ct)
    {
        // Inside a transaction the tree may already look different from what others see.
        if (db.Database.CurrentTransaction is not null)
            return await Load(db, ct);
        var now = clock.GetUtcNow();
        if (kept is { } still && now < still.Until)
            return still.Tree;
        var loading = Volatile.Read(ref generation);
        var tree = await Load(db, ct);
        // A city that has no unit yet is about to get its first one, maybe on another machine, and whoever sets it up would be turned away for seconds.
        if (tree.Order.Count > 0 && loading == Volatile.Read(ref generation))
            kept = new Kept(tree, now + Fresh);
        return tree;
    }

    public void Forget()
    {
        Interlocked.Increment(ref generation);
        kept = null;
    }

    public static async Task<UnitTree> Load(Db db, CancellationToken ct) =>
        new(await db.Set<Unit>().AsNoTracking().Select(unit => new UnitView(unit.Id, unit.Parent, unit.Name, unit.Slug, 0)).ToListAsync(ct));

    private sealed record Kept(UnitTree Tree, DateTimeOffset Until);
}

internal sealed class UnitRegister(Db db, UnitTrees trees) : IUnits
{
    public async Task<IReadOnlyList<UnitView>> Tree(CancellationToken ct) => (await trees.Get(db, ct)).Order;

    public async Task<UnitView?> Find(Kernel.Access.UnitId unit, CancellationToken ct) => (await trees.Get(db, ct)).Find(unit);
}
