using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Channels;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.Units;

internal sealed class RemoveUnit(Db db, UnitTrees trees, IEnumerable<IUnitContents> contents)
{
    /// <param name="actor">Needs Administer in the parent: nobody saws off the branch that they sit on.</param>
    public async Task<Outcome<Done>> Run(Actor actor, UnitId id, CancellationToken ct)
    {
        var unit = await db.Set<Unit>().SingleOrDefaultAsync(unit => unit.Id == id, ct);
        if (unit is null)
            return Refusal.NotFound("Organisation.UnitGone");
        if (unit.Parent is not { } parent)
            return Refusal.Invalid("Organisation.RootStays");
        if (!actor.May(Permission.Administer, parent))
            return Refusal.Forbidden();
        return await db.InTransaction(async () => await InTheWay(unit, ct) is { Count: > 0 } used ? used : await Remove(unit, ct), ct);
    }

    /// <summary>All at once, so that nobody clears away one thing only to hear of the next.</summary>
    private async Task<List<Refusal>> InTheWay(Unit unit, CancellationToken ct)
    {
        var found = new List<Refusal>();
        if (await db.Set<Unit>().AnyAsync(other => other.Parent == unit.Id, ct))
            found.Add(Refusal.Conflict("Organisation.UnitHasUnits", unit.Name));
        if (await db.Set<Channel>().AnyAsync(channel => channel.Unit == unit.Id, ct))
            found.Add(Refusal.Conflict("Organisation.UnitHasChannels", unit.Name));
        if (await db.Set<Grant>().AnyAsync(grant => grant.Unit == unit.Id, ct))
            found.Add(Refusal.Conflict("Organisation.UnitHasPeople", unit.Name));
        foreach (var room in contents)
            if (await room.InTheWay(unit.Id, unit.Name, ct) is { } refusal)
                found.Add(refusal);
        return found;
    }

    private Task<Outcome<Done>> Remove(Unit unit, CancellationToken ct)
    {
        db.Remove(unit);
        db.AfterCommit(trees.Forget);
        return db.SaveOr(default(Done), ct);
    }
}
