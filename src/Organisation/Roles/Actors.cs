using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Sessions;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Roles;

/// <summary>Turns the signed-in identity into what that person may do right now. Grants are read for every call; only the tree is remembered.</summary>
internal sealed class Actors(Db db, UnitTrees trees, IdentityHolder identity) : IActors
{
    public async Task<Actor> Current(CancellationToken ct)
    {
        if (identity.Value is not { } who)
            return Actor.Nobody;
        var person = await db.Set<Person>().AsNoTracking()
            .Where(person => person.Id == who.Person && person.State == PersonState.Active)
            .Select(person => new
            {
                person.Name,
                person.Stamp,
                Session = who.Session == null || db.Set<Session>().Any(session => session.Id == who.Session && session.Person == person.Id),
                Grants = db.Set<Grant>().Where(grant => grant.Person == person.Id).Select(grant => new Held(grant.Unit, grant.Role)).ToList(),
            })
            .SingleOrDefaultAsync(ct);
        if (person is null || (who.Stamp is { } stamp && stamp != person.Stamp) || !person.Session)
            return Actor.Nobody;
        var actor = new Actor(who.Person, person.Name, Expand(person.Grants, await trees.Get(db, ct))) { Held = [.. person.Grants.Select(held => $"{held.Unit} {held.Role}")] };
        return who.Only is { } only ? actor.Only(only) : actor;
    }

    internal static Dictionary<Permission, IReadOnlySet<UnitId>> Expand(IReadOnlyList<Held> held, UnitTree tree)
    {
        var grants = new Dictionary<Permission, IReadOnlySet<UnitId>>();
        foreach (var one in held)
        {
            var units = tree.Below(one.Unit);
            foreach (var permission in RolePermissions.Of(one.Role))
                grants[permission] = !grants.TryGetValue(permission, out var already) || units.IsSupersetOf(already) ? units
                    : already.IsSupersetOf(units) ? already
                    : new HashSet<UnitId>([.. already, .. units]);
        }
        return grants;
    }

    internal sealed record Held(UnitId Unit, Role Role);
}
