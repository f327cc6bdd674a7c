using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Tokens;

internal sealed class CreateToken(Db db, TimeProvider clock)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>The answer is the token in clear, the only time.</summary>
    /// <param name="actor">Cannot put more into a token than they may themselves somewhere.</param>
    public async Task<Outcome<string>> Run(Actor actor, string name, IReadOnlySet<Permission> scopes, TimeSpan lifetime, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        if (scopes.Any(scope => !actor.MayAnywhere(scope)))
            return Refusal.Forbidden("Organisation.TokenMoreThanOneHas").On("scopes");
        return await Add(actor.Person, name, scopes, lifetime, ct);
    }

    /// <summary>The same without asking, for the foundation.</summary>
    internal async Task<Outcome<string>> Add(PersonId person, string name, IReadOnlySet<Permission> scopes, TimeSpan lifetime, CancellationToken ct)
    {
        name = name.Trim();
        if (name.Length is 0 or > ApiToken.NameLength)
            return Refusal.Invalid("Organisation.TokenNameBad", ApiToken.NameLength).On("name");
        if (scopes.Count == 0)
            return Refusal.Invalid("Organisation.TokenScopeMissing").On("scopes");
        if (lifetime < TimeSpan.FromDays(1) || lifetime > Longest)
            return Refusal.Invalid("Organisation.TokenLifetimeBad", Longest.TotalDays).On("lifetime");
        var now = clock.GetUtcNow().UtcDateTime;
        var clear = ApiToken.NewClear();
        db.Add(new ApiToken(person, name, clear, scopes, now, now + lifetime));
        return await db.SaveOr(clear, ct);
    }
}
