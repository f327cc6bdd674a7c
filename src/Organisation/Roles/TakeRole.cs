using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Roles;

internal sealed class TakeRole(Db db, Guard guard)
{
    /// <param name="actor">Needs ManagePeople in the unit and everything that the role carries, and the person must not stand above.</param>
    public async Task<Outcome<Done>> Run(Actor actor, PersonId person, UnitId unit, Role role, CancellationToken ct)
    {
        if (await guard.Over(actor, person, unit, role, ct) is { } no)
            return no;
        return await db.InTransaction(() => Take(person, unit, role, ct), ct);
    }

    private async Task<Outcome<Done>> Take(PersonId person, UnitId unit, Role role, CancellationToken ct)
    {
        var grant = await db.Set<Grant>().SingleOrDefaultAsync(grant => grant.Person == person && grant.Unit == unit && grant.Role == role, ct);
        if (grant is null)
            return Done.Ok;
        var isRoot = await db.Set<Units.Unit>().AnyAsync(one => one.Id == unit && one.Parent == null, ct);
        if (role == Role.Administrator && isRoot && await guard.LastAdministrator(person, ct) is { } last)
            return last;
        db.Remove(grant);
        return await db.SaveOr(default(Done), ct);
    }
}
