using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Organisation.Tokens;

internal sealed record TokenRow(TokenId Id, string Name, IReadOnlySet<Permission> Scopes, DateTime CreatedAt, DateTime ExpiresAt, DateTime? LastUsedAt, bool Expired);

/// <summary>The asker's own tokens, newest first, without anything that could be used.</summary>
internal sealed class TokenList(Db db, TimeProvider clock)
{
    public async Task<IReadOnlyList<TokenRow>> Run(Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var tokens = await db.Set<ApiToken>().AsNoTracking().Where(token => token.Person == actor.Person).OrderByDescending(token => token.CreatedAt).ToListAsync(ct);
        return [.. tokens.Select(token => new TokenRow(
            token.Id, token.Name, ApiToken.ScopesOf(token.Scopes), token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.ExpiresAt <= now))];
    }
}
