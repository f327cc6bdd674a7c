using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Shell;

/// <summary>
/// The training network's pages: for everybody in the demo city, which is there to be tried; in a real one drills and trainings are for those who
/// are signed in. No search engine keeps them.
/// </summary>
internal static class PracticeGate
{
    public static void UsePracticeGate(this WebApplication app) => app.UseWhen(http => http.Request.Path.StartsWithSegments("/uebungsnetz"), pages => pages.Use(Look));

    private static async Task Look(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        var open = http.User.Identity?.IsAuthenticated == true || (await http.RequestServices.GetRequiredService<ICity>().Get(http.RequestAborted)).Demo;
        if (open)
        {
            await next(http);
            return;
        }
        http.Response.Headers.CacheControl = "no-store";
        await http.ChallengeAsync(IdentityConstants.ApplicationScheme);
    }
}
