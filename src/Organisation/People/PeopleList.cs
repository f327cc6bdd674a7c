using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.People;

/// <param name="MayChange">The asker stands above this person in every unit.</param>
internal sealed record PersonRow(
    PersonId Id, string Name, string Email, PersonState State, bool SecondStep, DateTime? LastSignInAt, IReadOnlyList<HeldRole> Roles, bool MayChange)
{
    /// <summary>Until when a link for the password holds that they have not used yet; null when there is none.</summary>
    public DateTime? LinkUntil { get; init; }

    /// <summary>That moment is over, and they need another one.</summary>
    public bool LinkLapsed { get; init; }

    /// <summary>Where the asker may give this person a role.</summary>
    public required IReadOnlySet<UnitId> MayGiveIn { get; init; }

    /// <summary>The roles that the asker may take.</summary>
    public required IReadOnlyList<HeldRole> MayTake { get; init; }
}

/// <summary>The people of the units in which the asker manages people; at the city itself also those without any role.</summary>
internal sealed class PeopleList(Db db, UnitTrees trees, TimeProvider clock)
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
                LinkUntil = db.Set<Invitation>().Where(invitation => invitation.Person == person.Id).Select(invitation => (DateTime?)invitation.ExpiresAt).FirstOrDefault(),
                Grants = db.Set<Grant>().Where(grant => grant.Person == person.Id).ToList(),
            })
            .ToListAsync(ct);
        return [.. people.Select(one =>
        {
            var open = mine.Where(unit => !Guard.StandsAbove(actor, one.Grants, unit, tree)).ToHashSet();
            var held = one.Grants.Select(grant => new HeldRole(grant.Unit, tree.Find(grant.Unit)?.Name ?? "", grant.Role)).OrderBy(role => role.UnitName).ToList();
            return new PersonRow(
                one.Id, one.Name, one.Email, one.State, one.SecondStep, one.LastSignInAt, held,
                one.Id != actor.Person && (held.Count > 0 || all) && one.Grants.All(grant => Guard.Over(actor, grant.Unit, grant.Role) is null))
            {
                LinkUntil = one.LinkUntil,
                LinkLapsed = one.LinkUntil <= clock.GetUtcNow().UtcDateTime,
                MayGiveIn = open,
                MayTake = [.. held.Where(role => open.Contains(role.Unit) && Guard.Over(actor, role.Unit, role.Role) is null)],
            };
        })];
    }
}
