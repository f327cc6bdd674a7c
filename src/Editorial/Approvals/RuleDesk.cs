using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <param name="Own">False: the rule of a unit above holds here, or the usual one.</param>
/// <param name="SecondName">Name of the unit that looks second; null for one stage.</param>
internal sealed record RuleRow(UnitView Unit, ApprovalWay Way, bool Own, string? SecondName);

/// <param name="Units">All units: each could look second at another's posts.</param>
internal sealed record RuleDeskView(IReadOnlyList<RuleRow> Rows, IReadOnlyList<UnitView> Units);

/// <summary>How each unit approves, for those who may set it.</summary>
internal sealed class RuleDesk(Db db, IUnits units, ApprovalRules rules)
{
    public async Task<RuleDeskView> Run(Actor actor, CancellationToken ct)
    {
        var tree = await units.Tree(ct);
        var mine = tree.Where(unit => actor.May(Permission.ManagePeople, unit.Id)).ToList();
        if (mine.Count == 0)
            return new RuleDeskView([], []);
        var names = tree.ToDictionary(unit => unit.Id, unit => unit.Name);
        var own = await db.Set<ApprovalRule>().AsNoTracking().Select(rule => rule.Unit).ToListAsync(ct);
        var ways = await rules.Many([.. mine.Select(unit => unit.Id)], ct);
        return new RuleDeskView(
            [.. mine.Select(unit => new RuleRow(unit, ways[unit.Id], own.Contains(unit.Id), ways[unit.Id].Second is { } second ? names.GetValueOrDefault(second) : null))],
            tree);
    }
}
