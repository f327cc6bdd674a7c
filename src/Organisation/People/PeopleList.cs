using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.People;

/// <param name="MayChange">The asker stands above this person in every unit.</param>
internal sealed record PersonRow(
    PersonId Id, string Name, string Email, PersonState State, bool SecondStep, DateTime? LastSignInAt, IReadOnlyList<HeldRole> Roles, bool MayChange);

/// <summary>The people of the units in which the asker manages people; at the city itself also those without any role.</summary>
internal sealed class PeopleList(Db db, UnitTrees trees)
{
    public async Task<IReadOnlyList<PersonRow>> Run(Actor actor, CancellationToken ct)
    {
        var mine = actor.UnitsWith(Permission.ManagePeople);
        if (mine.Count == 0)
            return [];
        var tree = await trees.Get(db, ct);
        var all = tree.Root is { } root && mine.Contains(root.Id);
        var people = await db.Set<Person>().AsNoTracking()
            .Where(person => person.State != PersonState.Removed && (all || db.Set<Grant>().Any(grant => grant.Person == person.Id && mine.Contains(grant.Unit))))
            .OrderBy(person => person.Name)
            .Select(person => new
            {
                person.Id,
                person.Name,
                person.Email,
                person.State,
                SecondStep = person.TotpKey != null,
                person.LastSignInAt,
                Grants = db.Set<Grant>().Where(grant => grant.Person == person.Id).ToList(),
            })
            .ToListAsync(ct);
        return [.. people.Select(one => new PersonRow(
            one.Id, one.Name, one.Email, one.State, one.SecondStep, one.LastSignInAt,
            [.. one.Grants.Select(grant => new HeldRole(grant.Unit, tree.Find(grant.Unit)?.Name ?? "", grant.Role)).OrderBy(held => held.UnitName)],
            one.Id != actor.Person && one.Grants.All(grant => Guard.Over(actor, grant.Unit, grant.Role) is null)))];
    }
}
