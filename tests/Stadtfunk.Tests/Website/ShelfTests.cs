using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Website.Pages;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Tests.Website;

public sealed class ShelfTests
{
    [Fact]
    public async Task Each_encoding_has_its_own_strong_tag_and_the_same_page_inside()
    {
        await using var street = await Street.Open();
        var post = await street.Live(street.Room.Snow);
        var page = "/beitraege/" + post.Slug;
        var plain = await street.Get(page);
        var gzip = await street.Get(page, headers: ("Accept-Encoding", "gzip, deflate"));
        var brotli = await street.Get(page, headers: ("Accept-Encoding", "gzip, deflate, br, zstd"));
        Assert.Equal(("", "gzip", "br"), (plain.Headers.ContentEncoding.ToString(), gzip.Headers.ContentEncoding.ToString(), brotli.Headers.ContentEncoding.ToString()));
        Assert.Equal([plain.Text, plain.Text], new[] { gzip.Unpacked(), brotli.Unpacked() });
        Assert.Equal(3, new[] { plain.ETag, gzip.ETag, brotli.ETag }.Distinct().Count());
        Assert.All([plain, gzip, brotli], reply => Assert.Equal("Accept-Encoding", reply.Headers.Vary.ToString()));
        Assert.Equal("", (await street.Get(page, headers: ("Accept-Encoding", "br;q=0, gzip;q=0.0"))).Headers.ContentEncoding.ToString());

        var known = await street.Get(page, headers: [("Accept-Encoding", "br"), ("If-None-Match", $"\"other\", W/{brotli.ETag}")]);
        Assert.Equal((304, 0), (known.Status, known.Body.Length));
        Assert.Equal(200, (await street.Get(page, headers: ("If-None-Match", brotli.ETag))).Status);
        var head = await street.Get(page, "HEAD");
        Assert.Equal((200, 0, plain.Body.Length, plain.ETag), (head.Status, head.Body.Length, (int)head.Headers.ContentLength!, head.ETag));
        Assert.Equal("public, max-age=30, stale-while-revalidate=300", plain.Headers.CacheControl.ToString());
    }

    [Fact]
    public void Who_was_not_asked_for_in_a_while_is_folded_and_comes_back_as_it_was()
    {
        var shelf = new Stadtfunk.Website.Shelf.Shelf(TimeProvider.System) { OpenCapacity = 100_000 };
        var pages = Enumerable.Range(0, 50).ToDictionary(i => $"/beitraege/{i}", i => Answer.Of(new Sheet(200, Sheet.Html,
            System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 300).Select(line => $"<p>Zeile {line * (i + 1)}, Straßen frei</p>"))), new HashSet<string> { Tags.Wall }), DateTime.UnixEpoch, stale: false));
        foreach (var (key, answer) in pages)
            shelf.Put(key, answer);
        var open = pages.Values.Sum(answer => (long)answer.Size);
        Assert.Equal(50, shelf.Count);
        Assert.InRange(shelf.Bytes, 100_000, open / 2);
        foreach (var (key, before) in pages)
        {
            var after = shelf.Find(key)!;
            Assert.Equal(before.Plain.Bytes, after.Plain.Bytes);
            Assert.Equal(before.Gzip!.Bytes, after.Gzip!.Bytes);
            Assert.Equal((before.Plain.ETag, before.Gzip.ETag, before.Brotli), (after.Plain.ETag, after.Gzip.ETag, after.Brotli));
            Assert.Equal((before.Size, before.MadeAt, before.ContentType), (after.Size, after.MadeAt, after.ContentType));
        }
        Assert.InRange(shelf.Bytes, 100_000, open / 2);
        Assert.Equal(50, shelf.Evict([Tags.Wall]).Count);
        Assert.Equal((0, 0), (shelf.Count, shelf.Bytes));
    }

    [Fact]
    public async Task What_is_not_public_goes_on_untouched()
    {
        await using var street = await Street.Open();
        Assert.Equal(418, (await street.Get("/desk")).Status);
        Assert.Equal(418, (await street.Get("/api/v1/posts")).Status);
        Assert.Equal(418, (await street.Get("/", "POST")).Status);
    }

    [Fact]
    public async Task A_hundred_readers_at_once_have_the_page_made_once()
    {
        var outage = new Outage();
        await using var street = await Street.Open(outage.Between);
        var post = await street.Live(street.Room.Snow);
        var shelf = street.Room.House.Get<Stadtfunk.Website.Shelf.Shelf>();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => street.Room.House.Get<Restock>().Get(PublicAddress.Of("/beitraege/" + post.Slug, null)!, default)));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, outage.Asked);
        Assert.Same(answers[0], shelf.Find("/beitraege/" + post.Slug));
    }

    [Fact]
    public async Task What_is_published_just_after_it_was_looked_for_is_there()
    {
        var outage = new Outage();
        await using var street = await Street.Open(outage.Between);
        var post = await street.Live(street.Room.Snow);
        var page = PublicAddress.Of("/beitraege/" + post.Slug, null)!;
        outage.JustMissed = () => street.Room.House.Get<Restock>().Evict([Tags.Page(page.Key)]);
        Assert.Equal(200, (await street.Get(page.Key)).Status);
        Assert.Null(outage.JustMissed);
    }

    [Fact]
    public async Task Another_node_takes_the_page_off_its_shelf_too()
    {
        await using var street = await Street.Open();
        var house = street.Room.House;
        var post = await street.Live(street.Room.Snow);
        var page = PublicAddress.Of("/beitraege/" + post.Slug, null)!;
        // The other node: a shelf, a disk and a reader of its own on the same database.
        var shelf = new Stadtfunk.Website.Shelf.Shelf(house.Clock);
        var files = new PublicFiles(new ShelfSettings { Directory = Path.Combine(house.Directory, "other") }, NullLogger<PublicFiles>.Instance);
        var restock = new Restock(house.Get<IServiceScopeFactory>(), shelf, new MissingPages(house.Clock), files, house.Clock, NullLogger<Restock>.Instance);
        using var reader = new EditionReader(house.Get<IServiceScopeFactory>(), restock, files, house.Get<Pulse>(), NullLogger<EditionReader>.Instance);
        await reader.Read(default);
        Assert.Equal(200, (await restock.Get(page, default)).Status);
        Assert.True(files.Has(page.Key));
        await street.Withdraw(post.Id);
        Assert.Equal(200, (await restock.Get(page, default)).Status);
        await reader.Read(default);
        Assert.False(files.Has(page.Key));
        Assert.Equal(410, (await restock.Get(page, default)).Status);
    }

    [Fact]
    public async Task Pages_are_still_there_when_the_database_is_not()
    {
        var outage = new Outage();
        await using var street = await Street.Open(outage.Between);
        var post = await street.Live(street.Room.Snow);
        var page = "/beitraege/" + post.Slug;
        var good = await street.Get(page);
        await street.Get("/");
        outage.IsOn = true;

        // From memory, with nothing to notice; also when it is time to make it again.
        Assert.Equal(good.ETag, (await street.Get(page)).ETag);
        street.Room.House.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(good.ETag, (await street.Get(page)).ETag);

        // From the disk, after a restart.
        street.Room.House.Get<Restock>().Evict([Tags.City]);
        var kept = await street.Get(page);
        Assert.Equal((200, good.Text), (kept.Status, kept.Text));
        Assert.Contains("stale", kept.Headers["Cache-Status"].ToString(), StringComparison.Ordinal);
        Assert.Equal(200, (await street.Get("/")).Status);

        // What was never made cannot be shown: a sentence, and when to come again.
        var never = await street.Get("/?einheit=feuerwehr");
        Assert.Equal((503, "10"), (never.Status, never.Headers.RetryAfter.ToString()));
        Assert.Contains("Es liegt an uns", never.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shelf_keeps_to_its_size_and_lets_the_longest_unread_go()
    {
        var shelf = new Stadtfunk.Website.Shelf.Shelf(TimeProvider.System) { Capacity = 200_000 };
        for (var i = 0; i < 100; i++)
            shelf.Put($"/beitraege/{i}", Answer.Of(new Sheet(200, Sheet.Html, new byte[10_000], new HashSet<string> { Tags.Wall }), DateTime.UnixEpoch, stale: false));
        Assert.InRange(shelf.Bytes, 100_000, 200_000);
        Assert.NotNull(shelf.Find("/beitraege/99"));
        Assert.Null(shelf.Find("/beitraege/0"));
        shelf.Evict([Tags.Wall]);
        Assert.Equal((0, 0), (shelf.Count, shelf.Bytes));
    }
}
