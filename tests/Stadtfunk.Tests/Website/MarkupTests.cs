using Stadtfunk.Tests.Media;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Support;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Website;

/// <summary>Whatever stands in any field that the public sees, it is shown as it was written and does nothing: on every page and in every feed.</summary>
public sealed class MarkupTests
{
    private const string Mark = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";

    // A category has room for no more.
    private const string Short = "\"><img src=x>";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public async Task What_is_written_into_any_field_does_nothing_on_pages_and_in_feeds()
    {
        await using var street = await Street.Open(services => services.AddScoped<IDeliveries>(_ => new OneCopy()));
        var room = street.Room;
        var chief = await room.House.Actor("Chefin", (room.City, Role.Administrator));
        Good(await room.House.With((RenameUnit use) => use.Run(chief, room.Museum, "Einheit" + Mark, null, default)));
        var city = Good(await room.House.With((ReadCity use) => use.Run(chief, default)));
        Good(await room.House.With((ChangeCity use) => use.Run(chief, city.Data with { Name = "Stadt" + Mark }, city.Version, default)));
        var category = Good(await room.House.With((CreateCategory use) => use.Run(room.Lead, new NewCategory("Rubrik" + Short, "blue", 0), default)));
        using var bytes = new MemoryStream(Samples.Small(3));
        var picture = Good(await room.House.With((IPictures pictures) => pictures.Add(room.Writer, new NewPicture(room.Museum, "schnee.jpg", bytes, "", "Foto" + Mark), default)));
        var post = await street.Live(room.Snow with
        {
            Title = "Titel" + Mark, Text = "Text" + Mark, Category = category, Link = "https://a.example/?wort=" + Mark, Pictures = [new(picture, "Alt" + Mark, false)],
        });
        await street.Hear();

        var page = (await street.Get("/beitraege/" + post.Slug)).Text;
        Shows(page, "Einheit", "Stadt", "Kanal", "Foto", "Titel", "Text", "Alt");
        Shows((await street.Get("/")).Text, "Einheit", "Stadt", "Titel", "Alt");
        Assert.All([page, (await street.Get("/")).Text], html => Assert.Contains("Rubrik" + Short, WebUtility.HtmlDecode(html), StringComparison.Ordinal));
        Shows((await street.Get("/?einheit=naturkundemuseum")).Text, "Einheit", "Stadt");
        Shows((await street.Get("/404")).Text, "Stadt");
        Shows((await street.Get("/barrierefreiheit")).Text, "Stadt");

        var atom = XDocument.Load(new MemoryStream((await street.Get("/feed.atom")).Body)).Root!;
        var entry = Assert.Single(atom.Elements(Atom + "entry"));
        Assert.Contains("Stadt" + Mark, atom.Element(Atom + "title")!.Value, StringComparison.Ordinal);
        Assert.Equal("Titel" + Mark, entry.Element(Atom + "title")!.Value);
        Shows(entry.Element(Atom + "content")!.Value, "Text", "Alt", "Foto");
        var rss = XDocument.Load(new MemoryStream((await street.Get("/feed.rss")).Body)).Root!.Element("channel")!;
        var item = Assert.Single(rss.Elements("item"));
        Assert.Equal("Titel" + Mark, item.Element("title")!.Value);
        Shows(item.Element(XName.Get("encoded", "http://purl.org/rss/1.0/modules/content/"))!.Value, "Text", "Alt", "Foto");
        // A description is read as markup, too.
        Shows(item.Element("description")!.Value, "Text");
        using var json = JsonDocument.Parse((await street.Get("/feed.json")).Body);
        var one = Assert.Single(json.RootElement.GetProperty("items").EnumerateArray().ToList());
        Shows(one.GetProperty("content_html").GetString()!, "Text", "Alt", "Foto");
        Assert.Equal("Titel" + Mark, one.GetProperty("title").GetString());
        XDocument.Load(new MemoryStream((await street.Get("/sitemap.xml")).Body));
    }

    /// <summary>As text, each of them.</summary>
    private static void Shows(string html, params string[] fields)
    {
        Quiet(html);
        var read = WebUtility.HtmlDecode(html);
        Assert.All(fields, field => Assert.Contains(field + Mark, read, StringComparison.Ordinal));
    }

    private static void Quiet(string html)
    {
        foreach (var sign in new[] { "<script>", "</script><img", "<img src=x", "onerror=alert(1)>", "\"><script" })
            Assert.DoesNotContain(sign, html, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A receipt as Publishing gives it.</summary>
    private sealed class OneCopy : IDeliveries
    {
        public Task<ILookup<PostId, DeliveryView>> OfPosts(IReadOnlyCollection<PostId> posts, CancellationToken ct) => Task.FromResult(Array.Empty<DeliveryView>().ToLookup(view => view.Post));

        public Task<IReadOnlyList<PublicCopy>> Copies(PostId post, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<PublicCopy>>([new(ChannelId.New(), "Kanal" + Mark, "mastodon", "Mastodon", new Uri("https://mastodon.example/@stadt/1"), false)]);
    }
}
