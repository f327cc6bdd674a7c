using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Tests.Website;

public sealed partial class PageTests
{
    private const string Nasty = "<script>alert('x')</script> \"><img src=x onerror=alert(1)> & 'so'";

    [Fact]
    public async Task Whatever_people_write_stands_there_as_text()
    {
        await using var street = await Street.Open();
        var picture = await street.Room.Picture();
        var post = await street.Live(street.Room.Snow with { Title = Nasty, Text = Nasty + "\n\n" + Nasty + " https://a.example/\"onmouseover=x", Pictures = [new(picture, Nasty, false)] });
        foreach (var address in new[] { "/beitraege/" + post.Slug, "/" })
        {
            var html = (await street.Get(address)).Text;
            Assert.Contains("&lt;script&gt;alert(", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
            Assert.DoesNotContain("\"onmouseover", html, StringComparison.Ordinal);
        }
        var data = LinkedData().Match((await street.Get("/beitraege/" + post.Slug)).Text).Groups[1].Value;
        using var json = JsonDocument.Parse(data);
        Assert.Equal(Nasty, json.RootElement.GetProperty("headline").GetString());
        Assert.Equal("NewsArticle", json.RootElement.GetProperty("@type").GetString());
    }

    [Fact]
    public async Task An_imprint_that_nobody_has_entered_yet_says_so_instead_of_being_unknown()
    {
        await using var street = await Street.Open();
        var imprint = await street.Get("/impressum");
        Assert.Equal(404, imprint.Status);
        Assert.Contains("hat noch nicht eingetragen, wo das Impressum steht", imprint.Text, StringComparison.Ordinal);
        Assert.Contains("noindex", imprint.Text, StringComparison.Ordinal);
        Assert.Contains("wo die Datenschutzerklärung steht", (await street.Get("/datenschutz")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_category_is_renamed_on_every_page_and_feed()
    {
        await using var street = await Street.Open();
        var id = Editorial.Newsroom.Good(await street.Room.House.With((Stadtfunk.Editorial.Categories.CreateCategory use) => use.Run(street.Room.Lead, new NewCategory("Wetter", "blue", 0), default)));
        var post = await street.Live(street.Room.Snow with { Category = id });
        string[] addresses = ["/", "/beitraege/" + post.Slug, "/feed.atom"];
        foreach (var address in addresses)
            Assert.Contains("Wetter", (await street.Get(address)).Text, StringComparison.Ordinal);
        Editorial.Newsroom.Good(await street.Room.House.With((Stadtfunk.Editorial.Categories.ChangeCategory use) => use.Run(street.Room.Lead, id, new NewCategory("Witterung", "blue", 0), default)));
        await street.Hear();
        foreach (var address in addresses)
        {
            var text = (await street.Get(address)).Text;
            Assert.Contains("Witterung", text, StringComparison.Ordinal);
            Assert.DoesNotContain(">Wetter<", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_logo_stands_in_the_head_of_pages_in_feeds_and_in_the_data_for_search_engines()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        Assert.DoesNotContain("<img class=\"crest\"", (await street.Get("/")).Text, StringComparison.Ordinal);
        var chief = await Support.Townsfolk.Actor(street.Room.House, "Chefin", (street.Room.City, Role.Administrator));
        var logo = Editorial.Newsroom.Good(await street.Room.House.With((Stadtfunk.Organisation.City.ChangeLogo use) => use.Run(chief, new MemoryStream(Media.Samples.Png()), default)));
        await street.Hear();
        var whole = "http://127.0.0.1:5080" + logo;
        Assert.Contains($"<img class=\"crest\" src=\"{logo}\" alt=\"Musterstadt\"", (await street.Get("/")).Text, StringComparison.Ordinal);
        var page = (await street.Get("/beitraege/" + post.Slug)).Text;
        Assert.Contains($"<meta property=\"og:image\" content=\"{whole}\"", page, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(LinkedData().Match(page).Groups[1].Value);
        Assert.Equal(whole, json.RootElement.GetProperty("publisher").GetProperty("logo").GetProperty("url").GetString());
        foreach (var feed in new[] { "/feed.atom", "/feed.rss", "/feed.json" })
            Assert.Contains(whole, (await street.Get(feed)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_loads_nothing_from_anybody_else()
    {
        await using var street = await Street.Open();
        var picture = await street.Room.Picture();
        var post = await street.Live(street.Room.Snow with { Pictures = [new(picture, "Ein verschneiter Park", false)], Link = "https://museum.example/schnee" });
        foreach (var address in new[] { "/beitraege/" + post.Slug, "/", "/barrierefreiheit", "/nirgends-bekannt", "/?einheit=naturkundemuseum" })
        {
            var reply = await street.Get(address.StartsWith("/nirgends", StringComparison.Ordinal) ? "/404" : address);
            foreach (Match source in Resource().Matches(reply.Text))
                Assert.StartsWith("/", source.Groups[1].Value, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", reply.Text, StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none';", reply.Headers.ContentSecurityPolicy.ToString(), StringComparison.Ordinal);
            Assert.Equal("nosniff", reply.Headers.XContentTypeOptions.ToString());
            Assert.False(reply.Headers.ContainsKey("Set-Cookie"));
        }
        var css = (await street.Get(Style().Match((await street.Get("/")).Text).Groups[1].Value)).Text;
        Assert.All(Regex.Matches(css, @"url\(""?([^"")]+)"), url => Assert.StartsWith("/_content/", url.Groups[1].Value, StringComparison.Ordinal));
        Assert.DoesNotContain("@import", css, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_has_its_alt_text_its_size_and_several_widths()
    {
        await using var street = await Street.Open();
        var picture = await street.Room.Picture(width: 1200);
        var post = await street.Live(street.Room.Snow with { Pictures = [new(picture, "Ein verschneiter Park", false), new(await street.Room.Picture(2, width: 1200), "", true)] });
        var html = (await street.Get("/beitraege/" + post.Slug)).Text;
        var images = Regex.Matches(html, "<img [^>]*>").Select(match => match.Value).ToList();
        Assert.Equal(2, images.Count);
        Assert.Contains("alt=\"Ein verschneiter Park\"", images[0], StringComparison.Ordinal);
        Assert.Contains("alt=\"\"", images[1], StringComparison.Ordinal);
        Assert.Contains("loading=\"lazy\"", images[1], StringComparison.Ordinal);
        Assert.All(images, image => Assert.Matches("srcset=\"/bilder/[^\"]+ 480w, /bilder/[^\"]+ 960w.*width=\"\\d+\" height=\"\\d+\"", image));
        Assert.Matches("property=\"og:image\" content=\"http://127.0.0.1:5080/bilder/", html);
    }

    [Fact]
    public async Task A_correction_says_when_and_keeps_its_address()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        Assert.DoesNotContain("aktualisiert", (await street.Get("/beitraege/" + post.Slug)).Text, StringComparison.Ordinal);
        street.Room.House.Clock.Advance(TimeSpan.FromHours(1));
        var again = await street.Correct(post.Id, street.Room.Snow with { Text = "Berichtigt: kein Schnee." });
        Assert.Equal(post.Slug, again.Slug);
        var html = (await street.Get("/beitraege/" + post.Slug)).Text;
        Assert.Contains("Berichtigt: kein Schnee.", html, StringComparison.Ordinal);
        Assert.Contains("Dieser Beitrag wurde aktualisiert am", html, StringComparison.Ordinal);
        Assert.Contains("10:00 Uhr", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_post_is_gone_everywhere_and_says_so()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        foreach (var list in new[] { "/", "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml" })
            Assert.Contains(post.Slug, (await street.Get(list)).Text, StringComparison.Ordinal);
        await street.Withdraw(post.Id);
        var gone = await street.Get("/beitraege/" + post.Slug);
        Assert.Equal(410, gone.Status);
        Assert.Contains("zurückgezogen", gone.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Erster Schnee", gone.Text, StringComparison.Ordinal);
        foreach (var list in new[] { "/", "/feed.atom", "/feed.rss", "/feed.json", "/sitemap.xml" })
            Assert.DoesNotContain(post.Slug, (await street.Get(list)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Copies_are_linked_and_those_of_the_training_network_are_only_named()
    {
        await using var street = await Street.Open(services => services.AddScoped<IDeliveries>(_ => new TwoCopies()));
        var post = await street.Live(street.Room.Snow);
        var html = (await street.Get("/beitraege/" + post.Slug)).Text;
        Assert.Contains("href=\"https://mastodon.example/@stadt/1\"", html, StringComparison.Ordinal);
        Assert.Contains("Erst beim Anklicken werden Daten dorthin übertragen", html, StringComparison.Ordinal);
        Assert.Contains("Im Übungsnetz erschienen", html, StringComparison.Ordinal);
        Assert.DoesNotContain("uebungsnetz/stadt/1", html, StringComparison.Ordinal);
        Assert.Contains("auch auf Mastodon<", (await street.Get("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_key_stands_where_a_sentence_should()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        foreach (var address in new[] { "/", "/beitraege/" + post.Slug, "/barrierefreiheit", "/404", "/feed.atom", "/?rubrik=" })
            Assert.DoesNotMatch(@"\[(Website|Kernel)\.", (await street.Get(address)).Text);
    }

    [GeneratedRegex("<script type=\"application/ld\\+json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex LinkedData();

    [GeneratedRegex("<(?:img|script|iframe|source|video|link rel=\"stylesheet\")[^>]*? (?:src|href)=\"([^\"]*)\"")]
    private static partial Regex Resource();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]*)\"")]
    private static partial Regex Style();

    /// <summary>Receipts as Publishing gives them, without anybody sending anything.</summary>
    private sealed class TwoCopies : IDeliveries
    {
        public Task<ILookup<PostId, DeliveryView>> OfPosts(IReadOnlyCollection<PostId> posts, CancellationToken ct) =>
            Task.FromResult(Array.Empty<DeliveryView>().ToLookup(view => view.Post));

        public Task<IReadOnlyList<PublicCopy>> Copies(PostId post, CancellationToken ct) => Task.FromResult<IReadOnlyList<PublicCopy>>(
        [
            new(ChannelId.New(), "Stadt Musterstadt", "mastodon", "Mastodon", new Uri("https://mastodon.example/@stadt/1"), false),
            new(ChannelId.New(), "Übungskanal", "practice", "Übungsnetz", new Uri("http://127.0.0.1:5080/uebungsnetz/stadt/1"), true),
        ]);
    }
}
