using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Tokens;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.People;

internal sealed class Foundation(Db db, FirstStones stones, CreateUnit units, GiveRole roles, CreateToken tokens) : IFoundation
{
    public Task<UnitId> City(NewCity city, CancellationToken ct) => stones.City(city, ct);

    public Task<Outcome<UnitId>> Unit(UnitId parent, string name, CancellationToken ct) => units.Add(parent, name, null, ct);

    public async Task<Outcome<PersonId>> Person(string name, string email, string password, CancellationToken ct)
    {
        var added = await stones.Person(name, email, password, ct);
        return added.Ok ? await db.SaveOr(added.Value.Id, ct) : Outcome<PersonId>.Refused(added.Refusals);
    }

    public Task<Outcome<Done>> Grant(PersonId person, UnitId unit, Role role, CancellationToken ct) => roles.Give(person, unit, role, ct);

    public Task<Outcome<string>> Token(PersonId person, string name, IReadOnlySet<Permission> scopes, TimeSpan lifetime, CancellationToken ct) =>
        tokens.Add(person, name, scopes, lifetime, ct);
}

/// <summary>What the first start and the foundation share.</summary>
internal sealed class FirstStones(Db db, InvitePerson invite, Passwords passwords, UnitTrees trees, CityCard card)
{
    public async Task<UnitId> City(NewCity city, CancellationToken ct)
    {
        if (await db.Set<Unit>().SingleOrDefaultAsync(unit => unit.Parent == null, ct) is { } there)
            return there.Id;
        var root = new Unit(null, city.Name, Slug.From(city.Name));
        db.Add(root);
        if (!await db.Set<CityRow>().AnyAsync(ct))
            db.Add(new CityRow(city));
        db.Raise(new CityChanged());
        db.AfterCommit(trees.Forget);
        db.AfterCommit(card.Forget);
        await db.SaveChangesAsync(ct);
        return root.Id;
    }

    /// <summary>An active person with a password, not yet saved.</summary>
    public async Task<Outcome<Person>> Person(string name, string email, string password, CancellationToken ct)
    {
        if (Passwords.Check(password, name, email) is { } bad)
            return bad;
        var added = await invite.Add(name, email, ct);
        if (added.Ok)
            added.Value.SetPassword(passwords.Hash(added.Value, password));
        return added;
    }
}
