using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Units;

internal sealed class RenameUnit(Db db, UnitTrees trees)
{
    /// <param name="actor">Needs Administer in the unit.</param>
    /// <param name="slug">Null or empty: stays as it is, because addresses outside carry it.</param>
    public async Task<Outcome<Done>> Run(Actor actor, UnitId id, string name, string? slug, CancellationToken ct)
    {
        if (!actor.May(Permission.Administer, id))
            return Refusal.Forbidden();
        name = name.Trim();
        if (Unit.CheckName(name) is { } bad)
            return bad;
        var unit = await db.Set<Unit>().SingleOrDefaultAsync(unit => unit.Id == id, ct);
        if (unit is null)
            return Refusal.NotFound("Organisation.UnitGone");
        var chosen = await SlugRules.Choose(db, name, string.IsNullOrWhiteSpace(slug) ? unit.Slug : slug, id, ct);
        if (!chosen.Ok)
            return Outcome<Done>.Refused(chosen.Refusals);
        unit.Rename(name, chosen.Value);
        db.AfterCommit(trees.Forget);
        return await db.SaveOr(default(Done), ct);
    }
}
