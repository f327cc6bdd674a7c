using Microsoft.AspNetCore.Components.Server.Circuits;
using System.Resources;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Diagnostics;
using Stadtfunk.App.Api;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation;

namespace Stadtfunk.App.Shell;

/// <summary>The desk's frame: Blazor, languages, headers, and what happens when something breaks.</summary>
internal static class ShellModule
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddTexts("App", new ResourceManager("Stadtfunk.App.Texts", typeof(ShellModule).Assembly));
        services.AddRazorComponents().AddInteractiveServerComponents(circuits =>
        {
            // A lid closed for a few minutes: what was typed is still there. Each waiting circuit costs memory, so not for hours; but there is room for
            // a whole town hall whose line broke. Once it is full, the next page is forgotten at once.
            circuits.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
            circuits.DisconnectedCircuitMaxRetained = 200;
        })
        // A long text that is pasted is one message; above the usual 32 KB the connection would end, and what was typed with it.
        .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 512 * 1024);
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "stadtfunk-formular";
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<RequestLocalizationOptions>(Language.Set);
        services.AddScoped<DeskFrame>();
        services.AddScoped<CircuitHandler, BackAgain>();
        services.AddSingleton<PublicHosts>();
        services.AddHostedService(provider => provider.GetRequiredService<PublicHosts>());
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseGuards();
        app.UseRequestLocalization();
        // Of the whole pipeline, not of a branch: only there it finds the way to its page. The API has its own words, further in.
        app.UseExceptionHandler("/fehler", createScopeForErrors: true);
        app.Use(AsReading);
        app.UseApiProblems();
        app.UseAuthentication();
        app.UseOrganisation();
        app.UseAuthorization();
        app.UsePracticeGate();
        app.UseApi();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapLanguage();
        app.MapManifest();
        app.MapRazorComponents<Root>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies(Modules.Pages);
    }

    // The page about a broken form is read; it has no such form itself.
    private static Task AsReading(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IExceptionHandlerFeature>() is not null)
            http.Request.Method = HttpMethods.Get;
        return next(http);
    }
}
