using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Units;

internal sealed class MoveUnit(Db db, UnitTrees trees)
{
    /// <param name="actor">Needs Administer in the unit and in the new parent: whoever moves a unit changes who may do what in it.</param>
    public async Task<Outcome<Done>> Run(Actor actor, UnitId id, UnitId newParent, CancellationToken ct)
    {
        if (!actor.May(Permission.Administer, id) || !actor.May(Permission.Administer, newParent))
            return Refusal.Forbidden();
        return await db.InTransaction(() => Move(id, newParent, ct), ct);
    }

    private async Task<Outcome<Done>> Move(UnitId id, UnitId newParent, CancellationToken ct)
    {
        var units = await db.Set<Unit>().ToListAsync(ct);
        var unit = units.SingleOrDefault(unit => unit.Id == id);
        if (unit is null || units.All(other => other.Id != newParent))
            return Refusal.NotFound("Organisation.UnitGone");
        if (unit.Parent is not { } oldParent)
            return Refusal.Invalid("Organisation.RootStays");
        // Two moves at once could make a circle that neither sees. Both raise the version of the city itself, so the second finds out.
        db.Entry(units.Single(other => other.Parent is null)).State = EntityState.Modified;
        if (Circle(units, id, newParent))
            return Refusal.Invalid("Organisation.UnitCircle", unit.Name).On("parent");
        if (oldParent == newParent)
            return Done.Ok;
        unit.MoveBelow(newParent);
        db.AfterCommit(trees.Forget);
        return await db.SaveOr(default(Done), ct);
    }

    private static bool Circle(List<Unit> units, UnitId moved, UnitId newParent)
    {
        var parents = units.ToDictionary(unit => unit.Id, unit => unit.Parent);
        for (UnitId? at = newParent; at is { } id; at = parents.GetValueOrDefault(id))
            if (id == moved)
                return true;
        return false;
    }
}
