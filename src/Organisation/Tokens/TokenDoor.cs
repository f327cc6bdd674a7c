using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Tokens;

/// <summary>Turns a token in clear into an identity; null when it is unknown, revoked or too old, or its person is locked.</summary>
internal sealed class TokenDoor(Db db, TimeProvider clock)
{
    // "Last used" is for people who tidy up; a write per call would cost more than the call.
    private static readonly TimeSpan Note = TimeSpan.FromMinutes(10);

    public async Task<Identity?> Open(string clear, CancellationToken ct)
    {
        if (!clear.StartsWith(ApiToken.Prefix, StringComparison.Ordinal) || clear.Length > 100)
            return null;
        var hash = ApiToken.HashOf(clear);
        var now = clock.GetUtcNow().UtcDateTime;
        var token = await db.Set<ApiToken>().AsNoTracking().SingleOrDefaultAsync(
            token => token.Hash == hash && token.ExpiresAt > now && db.Set<Person>().Any(person => person.Id == token.Person && person.State == PersonState.Active), ct);
        if (token is null)
            return null;
        if (token.LastUsedAt is not { } last || now - last > Note)
            await db.Set<ApiToken>().Where(one => one.Id == token.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.LastUsedAt, now), ct);
        return new Identity(token.Person, ApiToken.ScopesOf(token.Scopes)) { Token = token.Id.Value };
    }
}
