using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Sessions;

namespace Stadtfunk.Organisation.People;

/// <summary>Is the one whom a cookie names still allowed in, with the same stamp? One read by key.</summary>
internal sealed class StillSignedIn(Db db, TimeProvider clock)
{
    private static readonly TimeSpan Seldom = TimeSpan.FromMinutes(5);

    public async Task<bool> Check(Identity who, CancellationToken ct)
    {
        var seen = await db.Set<Person>()
            .Where(person => person.Id == who.Person && person.State == PersonState.Active && person.Stamp == who.Stamp)
            .Select(person => new { Session = db.Set<Session>().Where(session => session.Id == who.Session && session.Person == person.Id).Select(session => (DateTime?)session.SeenAt).FirstOrDefault() })
            .SingleOrDefaultAsync(ct);
        // A cookie from before there were sessions lasts until its person signs in again.
        if (seen is null || (who.Session is not null && seen.Session is null))
            return false;
        var now = clock.GetUtcNow().UtcDateTime;
        if (seen.Session < now - Seldom)
            await db.Set<Session>().Where(session => session.Id == who.Session).ExecuteUpdateAsync(set => set.SetProperty(session => session.SeenAt, now), ct);
        return true;
    }

    /// <summary>For the cookie: asked with every request, so that a lock or a sign-out everywhere holds at once.</summary>
    public static async Task Validate(CookieValidatePrincipalContext context)
    {
        var who = Claims.Identity(context.Principal);
        var still = context.HttpContext.RequestServices.GetRequiredService<StillSignedIn>();
        if (who is not null && await still.Check(who, context.HttpContext.RequestAborted))
            return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}

/// <summary>For open screens: those of a signed-out person fall back to the sign-in page within half a minute; their calls are refused at once.</summary>
internal sealed class CircuitSignIn(ILoggerFactory logs, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(30);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState state, CancellationToken ct)
    {
        if (Claims.Identity(state.User) is not { } who)
            return false;
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<StillSignedIn>().Check(who, ct);
    }
}
