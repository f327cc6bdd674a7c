using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Sessions;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Roles;

/// <summary>Turns the signed-in identity into what that person may do right now. Grants are read for every call; only the tree is remembered.</summary>
internal sealed class Actors(Db db, UnitTrees trees, IdentityHolder identity, TimeProvider clock) : IActors
{
    public async Task<Actor> Current(CancellationToken ct)
    {
        if (identity.Value is not { } who)
            return Actor.Nobody;
        var now = clock.GetUtcNow().UtcDateTime;
        // Only roles of their own are lent, never what was lent to them: a deputy of a deputy gets nothing.
        var whose = db.Set<Deputy>().Where(deputy => deputy.By == who.Person && deputy.From <= now && now < deputy.Until).Select(deputy => deputy.For)
            .Where(away => db.Set<Person>().Any(one => one.Id == away && one.State == PersonState.Active))
            .Concat(db.Set<Person>().Where(one => one.Id == who.Person).Select(one => one.Id));
        // One row for each role, or one without any.
        var rows = await db.Set<Person>().AsNoTracking()
            .Where(person => person.Id == who.Person && person.State == PersonState.Active)
            .SelectMany(_ => db.Set<Grant>().Where(grant => whose.Contains(grant.Person)).DefaultIfEmpty(), (person, grant) => new
            {
                person.Name,
                person.Stamp,
                Session = who.Session == null || db.Set<Session>().Any(session => session.Id == who.Session && session.Person == person.Id),
                Of = (PersonId?)grant!.Person,
                Unit = (UnitId?)grant.Unit,
                Role = (Role?)grant.Role,
            })
            .ToListAsync(ct);
        if (rows.Count == 0 || (who.Stamp is { } stamp && stamp != rows[0].Stamp) || !rows[0].Session)
            return Actor.Nobody;
        var held = rows.Where(row => row.Of is not null).Select(row => new Held(row.Of!.Value, row.Unit!.Value, row.Role!.Value)).ToList();
        var actor = Make(who.Person, rows[0].Name, held, await trees.Get(db, ct));
        return who.Only is { } only ? actor.Only(only) : actor;
    }

    private static Actor Make(PersonId id, string name, List<Held> held, UnitTree tree)
    {
        var own = Expand(held.Where(one => one.Of == id), tree, null);
        var words = held.Select(one => one.Of == id ? $"{one.Unit} {one.Role}" : $"{one.Unit} {one.Role} {one.Of}");
        var lent = held.Where(one => one.Of != id).GroupBy(one => one.Of).Select(one => new LentRights(one.Key, Expand(one, tree, RolePermissions.Lendable))).ToList();
        if (lent.Count == 0)
            return new Actor(id, name, own) { Held = [.. words] };
        var all = new Dictionary<Permission, IReadOnlySet<UnitId>>(own);
        foreach (var (permission, units) in lent.SelectMany(one => one.Grants))
            Add(all, permission, units);
        return new Actor(id, name, all) { Held = [.. words], Own = own, Lent = lent };
    }

    /// <param name="only">Null for all that the roles carry.</param>
    private static Dictionary<Permission, IReadOnlySet<UnitId>> Expand(IEnumerable<Held> held, UnitTree tree, IReadOnlySet<Permission>? only)
    {
        var grants = new Dictionary<Permission, IReadOnlySet<UnitId>>();
        foreach (var one in held)
        {
            var units = tree.Below(one.Unit);
            foreach (var permission in RolePermissions.Of(one.Role))
                if (only?.Contains(permission) != false)
                    Add(grants, permission, units);
        }
        return grants;
    }

    private static void Add(Dictionary<Permission, IReadOnlySet<UnitId>> grants, Permission permission, IReadOnlySet<UnitId> units) =>
        grants[permission] = !grants.TryGetValue(permission, out var already) || units.IsSupersetOf(already) ? units
            : already.IsSupersetOf(units) ? already
            : new HashSet<UnitId>([.. already, .. units]);

    /// <param name="Of">Whose role it is.</param>
    private sealed record Held(PersonId Of, UnitId Unit, Role Role);
}
