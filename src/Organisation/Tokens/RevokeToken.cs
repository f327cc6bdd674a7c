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
        var gone = await db.Set<ApiToken>().Where(token => token.Id == id && token.Person == actor.Person).ExecuteDeleteAsync(ct);
        return gone > 0 ? Done.Ok : Refusal.NotFound("Organisation.TokenGone");
    }
}
