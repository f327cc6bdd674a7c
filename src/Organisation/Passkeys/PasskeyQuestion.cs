using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Passkeys;

/// <summary>What the browser is asked before it uses or makes a passkey. The challenge is kept in a sealed cookie of five minutes, so no node has to remember it.</summary>
internal static class PasskeyQuestion
{
    private const string Cookie = "stadtfunk-passkey";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/anmelden/passkey", async (IPasskeyHandler<Person> handler, HttpContext http) =>
        {
            var asked = await handler.MakeRequestOptionsAsync(null, http);
            return Ask(http, asked.RequestOptionsJson, asked.AssertionState);
        }).DisableAntiforgery().ExcludeFromDescription();
        routes.MapPost("/konto/passkey/frage", async (IPasskeyHandler<Person> handler, IActors actors, Db db, HttpContext http, CancellationToken ct) =>
        {
            var actor = await actors.Current(ct);
            if (!actor.IsSignedIn)
                return Results.Unauthorized();
            var email = await db.Set<Person>().Where(person => person.Id == actor.Person).Select(person => person.Email).SingleAsync(ct);
            var asked = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = actor.Person.ToString(), Name = email, DisplayName = actor.Name }, http);
            return Ask(http, asked.CreationOptionsJson, asked.AttestationState);
        }).RequireAuthorization().DisableAntiforgery().ExcludeFromDescription();
    }

    /// <summary>Null when nothing was asked, or too long ago. Each question is answered once.</summary>
    public static string? Take(HttpContext http)
    {
        var kept = http.Request.Cookies[Cookie];
        http.Response.Cookies.Delete(Cookie);
        try
        {
            return kept is null ? null : Seal(http).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>
    /// Was it answered on a page of this house? The browser's Origin header cannot tell, because these pages send no referrer and so it is "null"; what the
    /// browser signed is compared with the address that it asked. Behind a proxy the way to us may be without TLS.
    /// </summary>
    internal static bool IsOurs(PasskeyOriginValidationContext asked) =>
        !asked.CrossOrigin && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin)
        && (origin.Scheme == Uri.UriSchemeHttps || origin.Scheme == asked.HttpContext.Request.Scheme)
        && IsAt(origin, asked.HttpContext.Request.Host);

    // A browser names no port where it is the usual one; so does the request, whatever scheme the last part of its way had.
    private static bool IsAt(Uri origin, HostString host) =>
        string.Equals(origin.IdnHost, host.Host, StringComparison.OrdinalIgnoreCase) && (host.Port is { } port ? origin.Port == port : origin.IsDefaultPort);

    private static IResult Ask(HttpContext http, string options, string? state)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Cookies.Append(Cookie, Seal(http).Protect(state ?? "", Lifetime), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = Lifetime,
        });
        return Results.Text(options, "application/json", Encoding.UTF8);
    }

    private static ITimeLimitedDataProtector Seal(HttpContext http) =>
        http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("Organisation.Passkey").ToTimeLimitedDataProtector();
}
