using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Stadtfunk.App.Data;

namespace Stadtfunk.App.Shell;

/// <summary>What every answer carries so that a browser takes no more from it than we meant.</summary>
internal static class Guards
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; connect-src 'self'; " +
        "manifest-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>For what is no page: whoever opens it alone gets nothing run, loaded or framed.</summary>
    public const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    // A worker has its own policy, that of its script: this one loads a script of ours and asks this server.
    private const string Worker = "/share-worker.js", OfWorker = "default-src 'none'; script-src 'self'; connect-src 'self'";

    /// <summary>Pages that say something stricter or different themselves keep it.</summary>
    public static void UseGuards(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers.TryAdd("Referrer-Policy", "same-origin");
            if (http.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
            {
                headers.TryAdd("Content-Security-Policy", Policy);
                headers.TryAdd("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
                headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            }
            // What has not changed keeps the policy that it came with.
            else if (http.Response.StatusCode != StatusCodes.Status304NotModified)
                headers.TryAdd("Content-Security-Policy", http.Request.Path == Worker ? OfWorker : Nothing);
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>
    /// Behind a proxy, its headers say who asks and how. Believed only from the addresses in the setting <c>Proxy:Trusted</c>
    /// ("10.0.0.5" or "10.0.0.0/24", several with commas). Without it, from nobody, or from this machine where only this machine can ask:
    /// then not the host, which many proxies hand on as a stranger sent it.
    /// </summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = app.Configuration["Proxy:Trusted"];
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        if (trusted is { Length: > 0 })
            options.ForwardedHeaders |= ForwardedHeaders.XForwardedHost;
        else if (IPAddress.IsLoopback(IPAddress.Parse(app.Services.GetRequiredService<Settings>().Address)))
            trusted = "127.0.0.0/8, ::1";
        else
            return;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in trusted.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            if (System.Net.IPNetwork.TryParse(one, out var network))
                options.KnownIPNetworks.Add(network);
            else if (IPAddress.TryParse(one, out var address))
                options.KnownProxies.Add(address);
            else
                throw new WrongSetting(ConsoleWords.Of(
                    $"Proxy:Trusted erwartet Adressen wie 10.0.0.5 oder 10.0.0.0/24, nicht „{one}“.",
                    $"Proxy:Trusted expects addresses such as 10.0.0.5 or 10.0.0.0/24, not “{one}”."));
        // Most readers come without: for them a look at two headers is enough.
        app.UseWhen(
            http => http.Request.Headers.ContainsKey(options.ForwardedForHeaderName) || http.Request.Headers.ContainsKey(options.ForwardedProtoHeaderName)
                || http.Request.Headers.ContainsKey(options.ForwardedHostHeaderName),
            proxied => proxied.UseForwardedHeaders(options));
    }
}
