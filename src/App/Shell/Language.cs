using Microsoft.AspNetCore.Localization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Shell;

/// <summary>The language of the desk: as chosen here, else as the browser asks, else German.</summary>
internal static class Language
{
    public const string Cookie = "stadtfunk-sprache";

    public static void Set(RequestLocalizationOptions options)
    {
        options.SupportedCultures = options.SupportedUICultures = [ReaderLanguages.German, ReaderLanguages.English];
        options.DefaultRequestCulture = new RequestCulture(ReaderLanguages.German);
        options.RequestCultureProviders = [new CookieRequestCultureProvider { CookieName = Cookie }, new AcceptLanguageHeaderRequestCultureProvider()];
    }

    public static void MapLanguage(this IEndpointRouteBuilder routes) => routes.MapGet("/sprache/{language}", Choose).ExcludeFromDescription();

    // A preference and nothing else: that another site could set it does no harm. Whoever is signed in gets their mails in it too.
    private static async Task<IResult> Choose(string language, string? zu, HttpContext http, IActors actors, IOwnLanguage own, CancellationToken ct)
    {
        if (language is "de" or "en")
        {
            if (await actors.Current(ct) is { IsSignedIn: true } actor)
                await own.Choose(actor, language, ct);
            http.Response.Cookies.Append(
                Cookie, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
                new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = http.Request.IsHttps, IsEssential = true });
        }
        return Results.LocalRedirect(IsHere(zu) ? zu! : "/desk");
    }

    private static bool IsHere(string? to) =>
        to is { Length: > 0 } && to[0] == '/' && (to.Length == 1 || to[1] is not ('/' or '\\')) && !to.Any(char.IsControl);
}
