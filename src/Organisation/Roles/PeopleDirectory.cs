using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Roles;

/// <summary>Names and responsibilities for the rooms above.</summary>
internal sealed class PeopleDirectory(Db db, UnitTrees trees) : IPeople
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
        return await db.Set<Person>().AsNoTracking()
            .Where(person => person.State == PersonState.Active
                && db.Set<Grant>().Any(grant => grant.Person == person.Id && units.Contains(grant.Unit) && roles.Contains(grant.Role)))
            .OrderBy(person => person.Name)
            .Select(person => new PersonView(person.Id, person.Name, person.Email))
            .ToListAsync(ct);
    }
}
