using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Roles;

/// <summary>
/// The rules about power over others: nobody gives or takes more than they have, or changes anything of somebody who stands above them; and one
/// administrator of the city always remains.
/// </summary>
internal sealed class Guard(Db db, UnitTrees trees)
{
    /// <summary>May this actor give or take that role in that unit?</summary>
    public static Refusal? Over(Actor actor, UnitId unit, Role role)
    {
        if (!actor.May(Permission.ManagePeople, unit))
            return Refusal.Forbidden();
        return RolePermissions.Of(role).All(permission => actor.May(permission, unit)) ? null : Refusal.Forbidden("Organisation.MoreThanOneHas");
    }

    /// <summary>May this actor give that person the role in the unit, or take it?</summary>
    public async Task<Refusal?> Over(Actor actor, PersonId person, UnitId unit, Role role, CancellationToken ct)
    {
        if (Over(actor, unit, role) is { } no)
            return no;
        var held = await db.Set<Grant>().AsNoTracking().Where(grant => grant.Person == person).ToListAsync(ct);
        return StandsAbove(actor, held, unit, await trees.Get(db, ct)) ? Refusal.Forbidden("Organisation.StandsAbove") : null;
    }

    /// <summary>
    /// An administrator of anything that the actor does not administer: their roles, even the small ones, are not a desk lead's. And whoever manages people in
    /// the unit from a unit above, in which the actor does not: the museums do not take the press office's roles in the museums.
    /// </summary>
    public static bool StandsAbove(Actor actor, IEnumerable<Grant> held, UnitId unit, UnitTree tree) => held.Any(grant =>
        (grant.Role == Role.Administrator && !actor.May(Permission.Administer, grant.Unit))
        || (RolePermissions.Of(grant.Role).Contains(Permission.ManagePeople) && !actor.May(Permission.ManagePeople, grant.Unit) && tree.Below(grant.Unit).Contains(unit)));

    /// <summary>
    /// May this actor lock, reset or remove that person? Only who stands above them in every unit in which they hold a role: else a desk lead could
    /// reset an administrator and sign in as one.
    /// </summary>
    public async Task<Refusal?> Over(Actor actor, PersonId person, CancellationToken ct)
    {
        if (!actor.MayAnywhere(Permission.ManagePeople))
            return Refusal.Forbidden();
        var held = await db.Set<Grant>().AsNoTracking().Where(grant => grant.Person == person).Select(grant => new { grant.Unit, grant.Role }).ToListAsync(ct);
        var root = await db.Set<Unit>().Where(unit => unit.Parent == null).Select(unit => unit.Id).SingleAsync(ct);
        // Who holds no role any more belongs to nobody but the city's own people desk.
        if (held.Count == 0)
            return actor.May(Permission.ManagePeople, root) ? null : Refusal.Forbidden();
        return held.Select(one => Over(actor, one.Unit, one.Role)).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>
    /// Refuses what would leave the city without an administrator. Run it in the transaction of the change: it also raises the version of the
    /// city's unit, so that of two administrators who remove each other at the same moment only one succeeds.
    /// </summary>
    public async Task<Refusal?> LastAdministrator(PersonId leaving, CancellationToken ct)
    {
        var root = await db.Set<Unit>().SingleAsync(unit => unit.Parent == null, ct);
        var administrators = await db.Set<Grant>()
            .Where(grant => grant.Unit == root.Id && grant.Role == Role.Administrator)
            .Join(db.Set<Person>(), grant => grant.Person, person => person.Id, (grant, person) => person)
            .Where(person => person.State == PersonState.Active && person.PasswordHash != null)
            .Select(person => person.Id)
            .ToListAsync(ct);
        if (!administrators.Contains(leaving))
            return null;
        if (administrators.Count == 1)
            return Refusal.Conflict("Organisation.LastAdministrator");
        db.Entry(root).State = EntityState.Modified;
        return null;
    }
}
