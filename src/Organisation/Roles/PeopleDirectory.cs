using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Roles;

/// <summary>Names and responsibilities for the rooms above.</summary>
internal sealed class PeopleDirectory(Db db, UnitTrees trees, TimeProvider clock) : IPeople
{
    public async Task<IReadOnlyDictionary<PersonId, PersonView>> Many(IReadOnlyCollection<PersonId> people, CancellationToken ct) =>
        await db.Set<Person>().AsNoTracking()
            .Where(person => people.Contains(person.Id))
            .Select(person => new PersonView(person.Id, person.Name, person.Email))
            .ToDictionaryAsync(person => person.Id, ct);

    public async Task<IReadOnlyList<PersonView>> WhoMay(Permission permission, UnitId unit, CancellationToken ct)
    {
        var units = (await trees.Get(db, ct)).Above(unit).ToArray();
        var roles = RolePermissions.With(permission);
        var now = clock.GetUtcNow().UtcDateTime;
        var holders = db.Set<Grant>().Where(grant => units.Contains(grant.Unit) && roles.Contains(grant.Role)).Select(grant => grant.Person);
        var lendable = RolePermissions.Lendable.Contains(permission);
        var lenders = db.Set<Person>().Where(person => lendable && person.State == PersonState.Active && holders.Contains(person.Id)).Select(person => person.Id);
        var deputies = db.Set<Deputy>().Where(deputy => deputy.From <= now && now < deputy.Until && lenders.Contains(deputy.For)).Select(deputy => deputy.By);
        return await db.Set<Person>().AsNoTracking()
            .Where(person => person.State == PersonState.Active && (holders.Contains(person.Id) || deputies.Contains(person.Id)))
            .OrderBy(person => person.Name)
            .Select(person => new PersonView(person.Id, person.Name, person.Email))
            .ToListAsync(ct);
    }

    public async Task<IReadOnlyList<PersonView>> StandingInFor(PersonId person, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var deputies = db.Set<Deputy>().Where(deputy => deputy.For == person && deputy.From <= now && now < deputy.Until).Select(deputy => deputy.By);
        return await db.Set<Person>().AsNoTracking()
            .Where(one => one.State == PersonState.Active && deputies.Contains(one.Id))
            .OrderBy(one => one.Name)
            .Select(one => new PersonView(one.Id, one.Name, one.Email))
            .ToListAsync(ct);
    }
}
