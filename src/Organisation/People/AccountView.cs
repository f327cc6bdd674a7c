using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.People;

/// <summary>What a person sees of the own account.</summary>
internal sealed record AccountView(string Name, string Email, string? Language, bool SecondStep, int RecoveryCodesLeft, IReadOnlyList<HeldRole> Roles);

internal sealed record HeldRole(UnitId Unit, string UnitName, Role Role);

internal sealed class ReadAccount(Db db, UnitTrees trees)
{
    /// <summary>Null when nobody is signed in.</summary>
    public async Task<AccountView?> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return null;
        var tree = await trees.Get(db, ct);
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(person => person.Id == actor.Person, ct);
        var codes = await db.Set<RecoveryCode>().CountAsync(code => code.Person == actor.Person, ct);
        var grants = await db.Set<Grant>().AsNoTracking().Where(grant => grant.Person == actor.Person).ToListAsync(ct);
        return new AccountView(
            person.Name, person.Email, person.Language, person.HasSecondStep, codes,
            [.. grants.Select(grant => new HeldRole(grant.Unit, tree.Find(grant.Unit)?.Name ?? "", grant.Role)).OrderBy(held => held.UnitName)]);
    }
}
