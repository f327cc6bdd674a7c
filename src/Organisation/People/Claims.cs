using System.Security.Claims;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Organisation.People;

/// <summary>The identity as claims of a cookie or token, there and back.</summary>
internal static class Claims
{
    private const string Stamp = "stamp";
    private const string Scope = "scope";
    private const string Token = "token";
    private const string Session = "session";

    public static ClaimsPrincipal Principal(Identity identity, string name, string scheme)
    {
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, identity.Person.ToString()), new(ClaimTypes.Name, name) };
        if (identity.Stamp is { } stamp)
            claims.Add(new Claim(Stamp, stamp));
        if (identity.Only is { } only)
            claims.Add(new Claim(Scope, string.Join(' ', only)));
        if (identity.Token is { } token)
            claims.Add(new Claim(Token, $"{token}"));
        if (identity.Session is { } session)
            claims.Add(new Claim(Session, $"{session}"));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    public static ClaimsPrincipal Principal(Shown shown, string scheme) =>
        Principal(new Identity(shown.Person, null) { Stamp = shown.Stamp, Session = shown.Session }, shown.Name, scheme);

    /// <summary>Null when nobody is signed in.</summary>
    public static Identity? Identity(ClaimsPrincipal? user)
    {
        if (user?.Identity?.IsAuthenticated != true || !PersonId.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), null, out var person))
            return null;
        var only = user.FindFirstValue(Scope) is { } scopes ? Tokens.ApiToken.ScopesOf(scopes) : null;
        return new Identity(person, only)
        {
            Stamp = user.FindFirstValue(Stamp),
            Token = Guid.TryParse(user.FindFirstValue(Token), out var token) ? token : null,
            Session = Guid.TryParse(user.FindFirstValue(Session), out var session) ? session : null,
        };
    }
}
