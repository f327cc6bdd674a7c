using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Roles;

internal sealed class GiveRole(Db db, Guard guard, TimeProvider clock)
{
    /// <param name="actor">Needs ManagePeople in the unit and everything that the role carries, and the person must not stand above.</param>
    public async Task<Outcome<Done>> Run(Actor actor, PersonId person, UnitId unit, Role role, CancellationToken ct)
    {
        if (await guard.Over(actor, person, unit, role, ct) is { } no)
            return no;
        return await Give(person, unit, role, ct);
    }

    /// <summary>The same without asking, for the foundation. Giving what is already held is fine.</summary>
    internal async Task<Outcome<Done>> Give(PersonId person, UnitId unit, Role role, CancellationToken ct)
    {
        if (!Enum.IsDefined(role))
            return Refusal.Invalid("Organisation.RoleUnknown").On("role");
        if (!await db.Set<Person>().AnyAsync(one => one.Id == person && one.State != PersonState.Removed, ct))
            return Refusal.NotFound("Organisation.PersonGone");
        if (!await db.Set<Unit>().AnyAsync(one => one.Id == unit, ct))
            return Refusal.NotFound("Organisation.UnitGone");
        if (await db.Set<Grant>().AnyAsync(grant => grant.Person == person && grant.Unit == unit && grant.Role == role, ct))
            return Done.Ok;
        db.Add(new Grant(person, unit, role, clock.GetUtcNow().UtcDateTime));
        return await db.SaveOr(default(Done), ct);
    }
}
