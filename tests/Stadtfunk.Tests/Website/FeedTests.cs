using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Tests.Website;

public sealed class FeedTests
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace Media = "http://search.yahoo.com/mrss/";

    [Fact]
    public async Task Atom_has_what_its_standard_asks_for()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow with { Title = "Schnee & <Eis>", Pictures = [new(await street.Room.Picture(), "Ein verschneiter Park", false)] });
        street.Room.House.Clock.Advance(TimeSpan.FromMinutes(90));
        await street.Correct(post.Id, street.Room.Snow with { Title = "Schnee & <Eis>", Text = "Berichtigt. Siehe https://museum.example/a?b=1&c=2.", Pictures = [new(await street.Room.Picture(), "Ein verschneiter Park", false)] });
        var reply = await street.Get("/feed.atom");
        Assert.StartsWith("application/atom+xml", reply.Headers.ContentType.ToString(), StringComparison.Ordinal);
        var feed = Xml(reply);
        Assert.Equal(Atom + "feed", feed.Name);
        Assert.Equal("http://127.0.0.1:5080/feed.atom", (string?)feed.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "self").Attribute("href"));
        Assert.All(new[] { "id", "title", "updated", "author" }, name => Assert.NotEqual("", feed.Element(Atom + name)!.Value));
        var entry = Assert.Single(feed.Elements(Atom + "entry"));
        Assert.Equal($"urn:uuid:{post.Id}", entry.Element(Atom + "id")!.Value);
        Assert.Equal("Schnee & <Eis>", entry.Element(Atom + "title")!.Value);
        Assert.Equal(90, (Time(entry.Element(Atom + "updated")!.Value) - Time(entry.Element(Atom + "published")!.Value)).TotalMinutes);
        Assert.Equal("html", (string?)entry.Element(Atom + "content")!.Attribute("type"));
        Assert.Contains("<a href=\"https://museum.example/a?b=1&amp;c=2\"", entry.Element(Atom + "content")!.Value, StringComparison.Ordinal);
        Assert.Equal("Ein verschneiter Park", entry.Element(Media + "content")!.Element(Media + "description")!.Value);
        var enclosure = entry.Elements(Atom + "link").Single(link => (string?)link.Attribute("rel") == "enclosure");
        Assert.StartsWith("http://127.0.0.1:5080/bilder/", (string?)enclosure.Attribute("href"), StringComparison.Ordinal);
        Assert.True((long)enclosure.Attribute("length")! > 0);
    }

    [Fact]
    public async Task Rss_has_a_guid_that_stays_one_enclosure_and_dates_of_its_own_kind()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow with { Pictures = [new(await street.Room.Picture(), "Ein verschneiter Park", false), new(await street.Room.Picture(2), "", true)] });
        var channel = Xml(await street.Get("/feed.rss")).Element("channel")!;
        Assert.All(new[] { "title", "link", "description" }, name => Assert.NotEqual("", channel.Element(name)!.Value));
        var item = Assert.Single(channel.Elements("item"));
        Assert.Equal(($"urn:uuid:{post.Id}", "false"), (item.Element("guid")!.Value, (string?)item.Element("guid")!.Attribute("isPermaLink")));
        Assert.Equal("Mon, 23 Nov 2026 08:00:00 +0000", item.Element("pubDate")!.Value);
        var enclosure = Assert.Single(item.Elements("enclosure"));
        Assert.Equal("image/jpeg", (string?)enclosure.Attribute("type"));
        Assert.Equal(2, item.Elements(Media + "content").Count());
        Assert.Contains("<p>Über Nacht hat der Winter den Park gefunden.</p>", item.Element(XName.Get("encoded", "http://purl.org/rss/1.0/modules/content/"))!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_feed_keeps_version_1_1()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow with { Pictures = [new(await street.Room.Picture(), "Ein verschneiter Park", false)] });
        using var json = JsonDocument.Parse((await street.Get("/feed.json")).Body);
        var feed = json.RootElement;
        Assert.Equal("https://jsonfeed.org/version/1.1", feed.GetProperty("version").GetString());
        Assert.Equal("http://127.0.0.1:5080/feed.json", feed.GetProperty("feed_url").GetString());
        var item = Assert.Single(feed.GetProperty("items").EnumerateArray().ToList());
        Assert.Equal(JsonValueKind.String, item.GetProperty("id").ValueKind);
        Assert.Equal("http://127.0.0.1:5080/beitraege/" + post.Slug, item.GetProperty("url").GetString());
        var attachment = Assert.Single(item.GetProperty("attachments").EnumerateArray().ToList());
        Assert.Equal("Ein verschneiter Park", attachment.GetProperty("_stadtfunk").GetProperty("alt").GetString());
        Assert.Equal(JsonValueKind.Array, item.GetProperty("authors").ValueKind);
    }

    [Fact]
    public async Task After_a_correction_rss_and_json_say_when_it_was_changed_and_keep_when_it_came()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        var before = Xml(await street.Get("/feed.rss")).Descendants("item").Single();
        Assert.Null(before.Element(Atom + "updated"));
        street.Room.House.Clock.Advance(TimeSpan.FromMinutes(90));
        await street.Correct(post.Id, street.Room.Snow with { Text = "Berichtigt." });
        var item = Xml(await street.Get("/feed.rss")).Descendants("item").Single();
        Assert.Equal(("Mon, 23 Nov 2026 08:00:00 +0000", "2026-11-23T09:30:00Z"), (item.Element("pubDate")!.Value, item.Element(Atom + "updated")!.Value));
        Assert.Equal(before.Element("guid")!.Value, item.Element("guid")!.Value);
        using var json = JsonDocument.Parse((await street.Get("/feed.json")).Body);
        var one = Assert.Single(json.RootElement.GetProperty("items").EnumerateArray().ToList());
        Assert.Equal(("2026-11-23T08:00:00Z", "2026-11-23T09:30:00Z"), (one.GetProperty("date_published").GetString(), one.GetProperty("date_modified").GetString()));
        Assert.Contains("Berichtigt.", one.GetProperty("content_html").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_has_the_newest_gets_no_body()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        var first = await street.Get("/feed.rss");
        var since = first.Headers.LastModified.ToString();
        Assert.Equal(304, (await street.Get("/feed.rss", headers: ("If-None-Match", first.ETag))).Status);
        Assert.Equal(304, (await street.Get("/feed.rss", headers: ("If-Modified-Since", since))).Status);
        street.Room.House.Clock.Advance(TimeSpan.FromMinutes(5));
        await street.Correct(post.Id, street.Room.Snow with { Text = "Berichtigt." });
        Assert.Equal(200, (await street.Get("/feed.rss", headers: ("If-None-Match", first.ETag))).Status);
        Assert.Equal(200, (await street.Get("/feed.rss", headers: ("If-Modified-Since", since))).Status);
    }

    [Fact]
    public async Task An_empty_city_has_valid_feeds_a_sitemap_and_robots()
    {
        await using var street = await Street.Open();
        Assert.NotNull(Xml(await street.Get("/feed.atom")).Element(Atom + "updated"));
        Assert.Empty(Xml(await street.Get("/feed.rss")).Element("channel")!.Elements("item"));
        Assert.Single(Xml(await street.Get("/sitemap.xml")).Elements());
        Assert.Contains("Sitemap: http://127.0.0.1:5080/sitemap.xml", (await street.Get("/robots.txt")).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await street.Get("/rubrik/keine/feed.atom")).Status);
    }

    [Fact]
    public async Task The_sitemap_has_every_post_with_its_time_and_its_pictures()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow with { Pictures = [new(await street.Room.Picture(), "Ein verschneiter Park", false)] });
        XNamespace map = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var page = Xml(await street.Get("/sitemap.xml")).Elements().Last();
        Assert.Equal("http://127.0.0.1:5080/beitraege/" + post.Slug, page.Element(map + "loc")!.Value);
        Assert.Equal("2026-11-23T08:00:00Z", page.Element(map + "lastmod")!.Value);
        Assert.StartsWith("http://127.0.0.1:5080/bilder/", page.Descendants(XName.Get("loc", "http://www.google.com/schemas/sitemap-image/1.1")).Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sitemap_and_the_warming_know_more_posts_than_one_page_of_the_database_has()
    {
        await using var street = await Street.Open();
        var house = street.Room.House;
        const int Many = 1010;
        await house.With(async (Db db) =>
        {
            for (var i = 0; i < Many; i++)
            {
                var post = new Post(PostId.New(), street.Room.Museum, street.Room.Writer.Person, "de", "abcd", house.Now);
                var entry = db.Add(post);
                entry.Property(x => x.Slug).CurrentValue = $"2026/11/viele-{i}";
                // Seven of each moment, so that the place where a page ends lies within one.
                entry.Property(x => x.PublicSince).CurrentValue = house.Now.AddMinutes(-i / 7);
                entry.Property(x => x.State).CurrentValue = PostState.Published;
                entry.Property(x => x.LastRevision).CurrentValue = entry.Property(x => x.LiveRevision).CurrentValue = 1;
                db.Add(new Revision(
                    new ReleasedPost(post.Id, 1, post.Unit, null, $"2026/11/viele-{i}", "Viele", "Sehr viele.", "de", null, [], [], house.Now), street.Room.Lead.Person));
            }
            await db.SaveChangesAsync();
        });
        XNamespace map = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var listed = Xml(await street.Get("/sitemap.xml")).Elements().Select(page => page.Element(map + "loc")!.Value).ToList();
        Assert.Equal(Many + 1, listed.Count);
        Assert.Equal(Many + 1, listed.Distinct().Count());
        Assert.Equal(Many, (await house.Get<Warming>().Lacking(default)).Count);
    }

    private static XElement Xml(Reply reply) => XDocument.Load(new MemoryStream(reply.Body)).Root!;

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
}
