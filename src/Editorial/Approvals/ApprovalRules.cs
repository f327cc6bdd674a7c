using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Which way of approving holds where: the unit's own, or that of the nearest unit above it.</summary>
internal sealed class ApprovalRules(Db db, IUnits units, ApprovalBook book)
{
    public async Task<ApprovalWay> For(UnitId unit, CancellationToken ct)
    {
        var rules = await book.Get(db, ct);
        return rules.Count == 0 ? ApprovalWay.Usual : Find(unit, rules, await Parents(ct));
    }

    /// <summary>The same for many at once.</summary>
    public async Task<IReadOnlyDictionary<UnitId, ApprovalWay>> Many(IReadOnlyCollection<UnitId> wanted, CancellationToken ct)
    {
        var rules = await book.Get(db, ct);
        var parents = rules.Count == 0 ? [] : await Parents(ct);
        return wanted.Distinct().ToDictionary(unit => unit, unit => Find(unit, rules, parents));
    }

    private static ApprovalWay Find(UnitId unit, IReadOnlyDictionary<UnitId, ApprovalWay> rules, Dictionary<UnitId, UnitId?> parents)
    {
        var path = new HashSet<UnitId>();
        for (UnitId? at = unit; at is { } here && path.Add(here); at = parents.GetValueOrDefault(here))
            if (rules.TryGetValue(here, out var way))
                // Who looks second at others' posts is not asked twice about their own.
                return way.Second is { } second && path.Contains(second) ? way with { Second = null } : way;
        return ApprovalWay.Usual;
    }

    private async Task<Dictionary<UnitId, UnitId?>> Parents(CancellationToken ct) => (await units.Tree(ct)).ToDictionary(view => view.Id, view => view.Parent);
}

/// <summary>
/// Keeps the rules in memory, since each approval asks for them and they change a few times a year. A change on this machine is seen at once, one on another
/// machine after <see cref="Fresh"/>. Rights are never kept here.
/// </summary>
internal sealed class ApprovalBook(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private volatile Kept? kept;
    private int generation;

    public async Task<IReadOnlyDictionary<UnitId, ApprovalWay>> Get(Db db, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (kept is { } still && now < still.Until)
            return still.Rules;
        var loading = Volatile.Read(ref generation);
        var rules = await db.Set<ApprovalRule>().AsNoTracking().ToDictionaryAsync(rule => rule.Unit, rule => rule.Way, ct);
        if (loading == Volatile.Read(ref generation))
            kept = new Kept(rules, now + Fresh);
        return rules;
    }

    public void Forget()
    {
        Interlocked.Increment(ref generation);
        kept = null;
    }

    private sealed record Kept(IReadOnlyDictionary<UnitId, ApprovalWay> Rules, DateTimeOffset Until);
}
