using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.Tokens;

/// <summary>Ends one of the asker's own tokens; the next call with it is refused.</summary>
internal sealed class RevokeToken(Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, TokenId id, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        if (await db.Set<ApiToken>().SingleOrDefaultAsync(token => token.Id == id && token.Person == actor.Person, ct) is not { } token)
            return Refusal.NotFound("Organisation.TokenGone");
        db.Remove(token);
        return await db.SaveOr(default(Done), ct);
    }
}
