using System.Net;
using System.Text.RegularExpressions;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Tests.Editorial;
using Stadtfunk.Website.Pages;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Tests.Website;

public sealed class WallTests
{
    [Fact]
    public async Task An_empty_wall_says_so_and_a_filter_that_is_none_is_a_404()
    {
        await using var street = await Street.Open();
        var wall = await street.Get("/");
        Assert.Equal(200, wall.Status);
        Assert.Contains("Hier ist noch nichts erschienen", wall.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await street.Get("/?rubrik=gibt-es-nicht")).Status);
        Assert.Equal(404, (await street.Get("/?einheit=<b>")).Status);
        Assert.Equal(404, (await street.Get("/?vor=gestern")).Status);
    }

    [Fact]
    public async Task The_wall_is_filtered_by_category_channel_and_unit()
    {
        await using var street = await Street.Open();
        var category = Newsroom.Good(await street.Room.House.With((ICategories categories) =>
            categories.Create(street.Room.Lead, new NewCategory("Stadtbild", "blue", 0), default)));
        await street.Live(street.Room.Snow with { Title = "Ohne Rubrik" });
        await street.Live(street.Room.Snow with { Title = "Mit Rubrik", Category = category });
        Assert.Equal(["Mit Rubrik"], Titles(await street.Get("/?rubrik=stadtbild")));
        Assert.Equal(["Mit Rubrik", "Ohne Rubrik"], Titles(await street.Get("/?kanal=practice-museum")).Order());
        Assert.Empty(Titles(await street.Get("/?kanal=practice-stadt-musterstadt")));
        Assert.Equal(2, Titles(await street.Get("/?rubrik=&kanal=&einheit=naturkundemuseum")).Count);
        Assert.Empty(Titles(await street.Get("/?einheit=feuerwehr")));
        var moved = await street.Get("/rubrik/stadtbild");
        Assert.Equal((301, "/?rubrik=stadtbild"), (moved.Status, moved.Headers.Location.ToString()));
    }

    [Fact]
    public async Task Paging_shows_every_post_once_also_when_many_went_live_in_the_same_moment()
    {
        await using var street = await Street.Open();
        for (var i = 0; i < 46; i++)
        {
            await street.Live(street.Room.Snow with { Title = $"Beitrag {i:00}" });
            // Fifteen of them, across the end of the first page, share one moment.
            if (i is < 20 or > 34)
                street.Room.House.Clock.Advance(TimeSpan.FromSeconds(7));
        }
        var seen = new List<string>();
        var pages = 0;
        for (string? next = "/"; next is not null; pages++)
        {
            var page = await street.Get(next);
            seen.AddRange(Titles(page));
            next = Regex.Match(page.Text, "<a href=\"([^\"]+)\" rel=\"next\"") is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : null;
            // Something new in the meantime moves nothing.
            if (pages == 0)
                await street.Live(street.Room.Snow with { Title = "Zwischendurch" });
        }
        Assert.Equal(46, seen.Count);
        Assert.Equal(46, seen.Distinct().Count());
        Assert.Equal("Beitrag 45", seen[0]);
        Assert.InRange(pages, 2, 3);
    }

    [Fact]
    public async Task Parameters_that_nobody_knows_do_not_fill_the_shelf()
    {
        await using var street = await Street.Open();
        await street.Live(street.Room.Snow);
        var plain = await street.Get("/");
        var shelf = street.Room.House.Get<Stadtfunk.Website.Shelf.Shelf>();
        var before = shelf.Count;
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(plain.ETag, (await street.Get($"/?utm_source={i}&fbclid=x{i}")).ETag);
            Assert.Equal(404, (await street.Get($"/beitraege/2026/11/erfunden-{i}")).Status);
        }
        // One for the page that says "nothing here".
        Assert.InRange(shelf.Count, before, before + 1);
        Assert.Equal("/?rubrik=a&kanal=b&einheit=c", PublicAddress.Of("/", "?einheit=c&x=1&kanal=b&rubrik=a&rubrik=z")!.Key);
    }

    [Fact]
    public async Task Made_up_times_and_redirects_do_not_fill_the_shelf()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        await street.Get("/");
        var shelf = street.Room.House.Get<Stadtfunk.Website.Shelf.Shelf>();
        var before = shelf.Count;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(404, (await street.Get($"/?vor=2026-11-23T10:00:00.{i:000000}Z")).Status);
            Assert.Equal(301, (await street.Get($"/rubrik/wort-{i}")).Status);
            Assert.Equal(301, (await street.Get($"/beitraege/2026/11/wort-{i}/")).Status);
            Assert.Equal(302, (await street.Get($"/seite.css?v={i:0000000000000000}")).Status);
        }
        Assert.Equal(404, (await street.Get("/?vor=9999-12-31T23:59:59.999999Z")).Status);
        // One for the page that says "nothing here".
        Assert.InRange(shelf.Count, before, before + 1);
        Assert.Equal(200, (await street.Get(PublicAddress.OfWall(WallChoice.All with { Before = post.PublicSince }))).Status);
    }

    [Fact]
    public async Task Twenty_posts_stay_within_the_weight_that_a_phone_can_carry()
    {
        await using var street = await Street.Open();
        for (var i = 0; i < 20; i++)
        {
            var picture = await street.Room.Picture(i % 3);
            await street.Live(street.Room.Snow with
            {
                Title = $"Königsstraße zwischen Rathaus und Friedrichsplatz, Abschnitt {i}",
                Text = string.Join(' ', Enumerable.Range(i, 60).Select(word => $"Wort{word * 7919 % 997}")),
                Pictures = [new(picture, $"Bild Nummer {i} mit einer ganzen Reihe von beschreibenden Worten", false)],
            });
        }
        var wall = await street.Get("/", headers: ("Accept-Encoding", "br"));
        Assert.InRange(wall.Body.Length, 1, 15 * 1024);
        var style = Regex.Match(wall.Unpacked(), "<link rel=\"stylesheet\" href=\"([^\"]*)\"").Groups[1].Value;
        var css = await street.Get(style, headers: ("Accept-Encoding", "br"));
        Assert.InRange(css.Body.Length, 1, 28 * 1024);
        Assert.Equal("public, max-age=31536000, immutable", css.Headers.CacheControl.ToString());
        Assert.Equal(19, Regex.Matches(wall.Unpacked(), "loading=\"lazy\"").Count);
    }

    private static List<string> Titles(Reply page) =>
        [.. Regex.Matches(page.Text, "<h2 dir=\"auto\"><a href=\"[^\"]+\">([^<]*)</a>").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];
}
