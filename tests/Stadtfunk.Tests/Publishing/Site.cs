using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Somebody else's website on loopback, with pages that are good, and bad, to make a card of.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly List<string> hits = [];

    private Site(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;

    public Uri? Elsewhere { get; set; }

    public string Authority => Url.Authority;

    public int Hits(string path)
    {
        lock (hits)
            return hits.Count(x => x == path);
    }

    public static async Task<Site> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new Site(builder.Build());
        site.app.Run(site.Answer);
        await site.app.StartAsync();
        site.Url = new Uri(site.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");
        return site;
    }

    private async Task Answer(HttpContext http)
    {
        lock (hits)
            hits.Add(http.Request.Path);
        switch (http.Request.Path.Value)
        {
            case "/seite":
                http.Response.ContentType = "text/html; charset=utf-8";
                await http.Response.WriteAsync("""<title>x</title><meta property="og:title" content="Die Seite"><meta name="description" content="Was auf ihr steht"><meta property="og:image" content="/bild.png"><script>alert(1)</script>""");
                break;
            case "/bild.png":
                http.Response.ContentType = "image/png";
                await http.Response.Body.WriteAsync(Stadtfunk.Tests.Media.Samples.Png(Stadtfunk.Tests.Media.Samples.Quarters(800, 420)));
                break;
            case "/weiter" or "/kreis":
                http.Response.Redirect(Elsewhere!.AbsoluteUri);
                break;
            case "/falsch-gepackt":
                http.Response.ContentType = "text/html";
                http.Response.Headers.ContentEncoding = "gzip";
                await http.Response.WriteAsync("<title>Das ist kein gzip</title>");
                break;
            case "/kein-html":
                http.Response.ContentType = "application/pdf";
                await http.Response.WriteAsync("%PDF-1.7");
                break;
            case "/tief" or "/ohne-leib":
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<title>Die Seite</title>" + (http.Request.Path == "/tief" ? "<BODY>" : ""));
                await http.Response.WriteAsync(string.Concat(Enumerable.Repeat("<div>", 700_000)));
                break;
            case "/riesig":
                http.Response.ContentType = "text/html";
                var block = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
                for (var i = 0; i < 6; i++)
                    await http.Response.Body.WriteAsync(block);
                break;
            default:
                http.Response.StatusCode = (int)HttpStatusCode.NotFound;
                break;
        }
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
