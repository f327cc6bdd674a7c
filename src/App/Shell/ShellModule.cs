using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Stadtfunk.Organisation;

namespace Stadtfunk.App.Shell;

/// <summary>The desk's frame: Blazor, languages, headers.</summary>
internal static class ShellModule
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddAuthentication();
        services.AddAuthorization();
        services.AddAntiforgery();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SupportedCultures = options.SupportedUICultures = [new CultureInfo("de"), new CultureInfo("en")];
            options.DefaultRequestCulture = new RequestCulture("de");
        });
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseOrganisation();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<Root>().AddInteractiveServerRenderMode().AddAdditionalAssemblies(Modules.Pages);
    }
}
