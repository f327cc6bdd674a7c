using System.Net;
using Stadtfunk.App.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Shell;

/// <summary>
/// Under which names this program answers, once a setting says where the city's pages stand: that name, the one from the desk's settings, those in the
/// setting <c>Hosts</c>, and this machine's own. Without such a setting every name is fine; links are made from the city's own setting either way.
/// </summary>
internal sealed class PublicHosts : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);
    private readonly ICity city;
    private readonly TimeProvider clock;
    private readonly HashSet<string> set = new(StringComparer.OrdinalIgnoreCase) { "localhost" };
    private readonly bool any;
    private volatile string chosen = "";

    public PublicHosts(IConfiguration settings, ICity city, TimeProvider clock)
    {
        this.city = city;
        this.clock = clock;
        any = settings["City:PublicUrl"] is not { Length: > 0 } url || new Uri(url) is not { IsLoopback: false } said || !set.Add(said.IdnHost);
        foreach (var name in (settings["Hosts"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
            if (Uri.CheckHostName(name.Trim('[', ']')) != UriHostNameType.Unknown)
                set.Add(name);
            else
                throw new WrongSetting(ConsoleWords.Of(
                    $"Hosts erwartet Namen wie aktuell.musterstadt.de, nicht „{name}“.",
                    $"Hosts expects names such as news.example.org, not “{name}”."));
    }

    public bool Knows(HostString named) => any || Knows(named.Host);

    private bool Knows(string host) =>
        set.Contains(host) || host.Equals(chosen, StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        while (!any && !ct.IsCancellationRequested)
        {
            try
            {
                chosen = (await city.Get(ct)).PublicUrl.IdnHost;
            }
            catch (Exception) when (!ct.IsCancellationRequested)
            {
                // The database is away: what was known last holds.
            }
            await Task.Delay(Look, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}

internal static class HostGuard
{
    private const string Sentence = "Unter diesem Namen ist hier nichts. / There is nothing here under this name.";

    /// <summary>
    /// Before everything that answers: a made-up Host reaches neither pages nor forms. Who watches over the program may ask /health by any name. Behind
    /// TLS every answer, public pages too, says that it stays so.
    /// </summary>
    public static void UseHostGuard(this WebApplication app)
    {
        var hosts = app.Services.GetRequiredService<PublicHosts>();
        app.Use((http, next) =>
        {
            if (http.Request.IsHttps)
                http.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            if (hosts.Knows(http.Request.Host) || http.Request.Path == "/health")
                return next(http);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers.ContentSecurityPolicy = Guards.Nothing;
            http.Response.ContentType = "text/plain; charset=utf-8";
            return http.Response.WriteAsync(Sentence, http.RequestAborted);
        });
    }
}
