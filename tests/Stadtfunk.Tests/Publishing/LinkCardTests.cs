using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Reading a page for its card: a real server on loopback, allowed or not.</summary>
public sealed class LinkCardTests
{
    private static readonly RenditionWish Wish = new(1200, 1_000_000, null, ["image/jpeg"]);

    [Fact]
    public async Task A_page_is_shown_with_its_own_words_and_picture()
    {
        await using var site = await Site.Open();
        await using var house = await House.Open(settings: [new("Http:AllowPrivate:0", site.Authority)]);
        var found = await house.With((CardPage page) => page.Read(new Uri(site.Url, "seite"), CancellationToken.None));
        Assert.Equal("Die Seite", found!.Title);
        Assert.Equal("Was auf ihr steht", found.Description);
        var picture = await house.With((CardPage page) => page.Picture(found.Picture!, Wish, CancellationToken.None));
        Assert.Equal("image/jpeg", picture!.MediaType);
        Assert.Equal(1, site.Hits("/seite"));
    }

    [Fact]
    public async Task A_private_address_is_never_asked_not_even_behind_a_redirect()
    {
        await using var secret = await Site.Open();
        await using var site = await Site.Open();
        site.Elsewhere = new Uri(secret.Url, "seite");
        await using var house = await House.Open(settings: [new("Http:AllowPrivate:0", site.Authority)]);
        Assert.Null(await house.With((CardPage page) => page.Read(new Uri(secret.Url, "seite"), CancellationToken.None)));
        Assert.Null(await house.With((CardPage page) => page.Read(new Uri(site.Url, "weiter"), CancellationToken.None)));
        Assert.Equal(1, site.Hits("/weiter"));
        Assert.Equal(0, secret.Hits("/seite"));
    }

    [Theory]
    [InlineData("kein-html")]
    [InlineData("riesig")]
    [InlineData("kreis")]
    public async Task A_page_that_cannot_be_read_costs_the_card_and_nothing_else(string path)
    {
        await using var site = await Site.Open();
        site.Elsewhere = new Uri(site.Url, "kreis");
        await using var house = await House.Open(settings: [new("Http:AllowPrivate:0", site.Authority)]);
        Assert.Null(await house.With((CardPage page) => page.Read(new Uri(site.Url, path), CancellationToken.None)));
    }

    [Theory]
    [InlineData("tief")]
    [InlineData("ohne-leib")]
    public async Task A_page_nested_without_end_keeps_nobody_busy(string path)
    {
        await using var site = await Site.Open();
        await using var house = await House.Open(settings: [new("Http:AllowPrivate:0", site.Authority)]);
        var found = await house.With((CardPage page) => page.Read(new Uri(site.Url, path), CancellationToken.None)).WaitAsync(TimeSpan.FromSeconds(8));
        Assert.Equal("Die Seite", found!.Title);
    }

    private sealed class Site : IAsyncDisposable
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
}
