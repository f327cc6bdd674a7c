using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Editorial.Tray;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Tray;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>Press releases out of the feed of the city's website.</summary>
public sealed class PressFeedTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_new_in_the_feed_stands_open_once_and_what_is_old_is_only_noted()
    {
        await using var desk = await Desk.Open();
        desk.Says = Rss(Item("1", "Alt", "lange her", "Mon, 02 Nov 2026 10:00:00 GMT"), Item("2", "Richtfest", "&lt;p&gt;Heute &amp;amp; morgen:&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;ul&gt;&lt;li&gt;Fest&lt;/li&gt;&lt;/ul&gt;", "Mon, 23 Nov 2026 08:30:00 +0100"));
        await desk.Turn();
        var release = Assert.Single(await desk.Releases());
        Assert.Equal(("Richtfest", "Heute & morgen:\n\n– Fest", desk.Unit), (release.Title, release.Text, release.Unit));
        Assert.Equal((new DateTime(2026, 11, 22, 23, 0, 0, DateTimeKind.Utc), new DateTime(2026, 11, 25, 7, 30, 0, DateTimeKind.Utc)), (release.From, release.Until));

        desk.House.Clock.Advance(TimeSpan.FromMinutes(6));
        desk.Says = Rss(Item("3", "Sperrung", "Die Brücke ist zu.", null), Item("2", "Richtfest, berichtigt", "anders", "Mon, 23 Nov 2026 09:00:00 +0100"));
        await desk.Turn();
        await desk.Turn();
        Assert.Equal(["Richtfest", "Sperrung"], (await desk.Releases()).Select(one => one.Title).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await desk.Feed()).Taken);
        // Taken away at the desk, it does not come back.
        Good(await desk.House.With(async (RemovePressRelease remove) => await remove.Run(desk.Admin, (await desk.Releases())[0].Id, Ct)));
        desk.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await desk.Turn();
        Assert.Single(await desk.Releases());
    }

    /// <summary>The picture was taken at the appointment, and the release comes out afterwards.</summary>
    [Fact]
    public async Task A_picture_that_came_earlier_that_day_belongs_to_what_comes_out_later()
    {
        await using var desk = await Desk.Open();
        using var bytes = new MemoryStream(Samples.Small(3));
        Good(await desk.House.With((TakeIntoTray take) => take.Run(desk.Admin, new SharedPicture(desk.Unit, "foto.jpg", bytes, "Die Bürgermeisterin", "eins"), Ct)));
        desk.House.Clock.Advance(TimeSpan.FromMinutes(45));
        desk.Says = Rss(Item("1", "Richtfest", "x", "Mon, 23 Nov 2026 09:30:00 +0100"));
        await desk.Turn();
        Assert.Equal(["Richtfest"], Assert.Single((await desk.House.With((TrayBoard board) => board.Run(desk.Admin, Ct))).Rows).Matches.Select(match => match.Title));
    }

    [Fact]
    public async Task Atom_is_read_too_also_with_markup_of_its_own_and_by_its_link()
    {
        await using var desk = await Desk.Open();
        desk.Says = """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Stadt</title>
              <entry><title type="html">Fest &amp;amp; Feier</title><link rel="self" href="https://stadt.example/x"/><link href="https://stadt.example/fest"/><published>2026-11-23T08:00:00+01:00</published>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Erster Satz.</p><p>Zweiter <b>Satz</b>.</p></div></content></entry>
            </feed>
            """;
        await desk.Turn();
        var release = Assert.Single(await desk.Releases());
        Assert.Equal(("Fest & Feier", "Erster Satz.\n\nZweiter Satz."), (release.Title, release.Text));
    }

    [Fact]
    public async Task What_came_out_during_an_outage_of_days_comes_when_the_feed_can_be_read_again()
    {
        await using var desk = await Desk.Open();
        desk.Says = Rss(Item("1", "Vorher", "da", "Mon, 23 Nov 2026 08:00:00 +0100"));
        await desk.Turn();
        desk.Status = 503;
        desk.House.Clock.Advance(TimeSpan.FromDays(5));
        await desk.Turn();
        Good(await desk.House.With(async (ChangePressFeed change) => await change.Run(desk.Admin, (await desk.Feed()).Address, desk.Unit, 4, (await desk.Feed()).Version, Ct)));
        (desk.Status, desk.Says) = (200, Rss(Item("0", "Aus dem Archiv", "lange her", "Mon, 02 Nov 2026 10:00:00 GMT"), Item("2", "Während des Ausfalls", "da", "Wed, 25 Nov 2026 08:00:00 +0100")));
        await desk.Turn();
        // What would not stand open any more is no news.
        Assert.Equal(["Vorher", "Während des Ausfalls"], (await desk.All()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_stands_at_an_address_that_was_given_up_while_it_was_read_is_not_taken()
    {
        await using var desk = await Desk.Open();
        desk.Says = Rss(Item("1", "Von der alten Adresse", "x", "Mon, 23 Nov 2026 08:00:00 +0100"));
        desk.Before = async () => Good(await desk.House.With(async (ChangePressFeed change) => await change.Run(desk.Admin, $"{(await desk.Feed()).Address}/neu", desk.Unit, 2, (await desk.Feed()).Version, Ct)));
        await desk.Turn();
        Assert.Empty(await desk.All());
        var feed = await desk.Feed();
        Assert.Equal((null, 0), (feed.ReadAt, feed.Taken));
        Assert.Equal(0, await desk.House.With((Db db) => db.Set<PressFeedItem>().CountAsync(Ct)));
        (desk.Before, desk.Says) = (null, Rss(Item("1", "Von der neuen Adresse", "x", "Mon, 23 Nov 2026 08:00:00 +0100")));
        await desk.Turn();
        Assert.Equal(["Von der neuen Adresse"], await desk.All());
    }

    [Theory]
    [InlineData("page", "NoFeed")]
    [InlineData("broken", "NoFeed")]
    [InlineData("entities", "NoFeed")]
    [InlineData("error", "NoAnswer")]
    [InlineData("inside", "NoAnswer")]
    [InlineData("large", "TooLarge")]
    public async Task What_is_no_feed_is_said_and_a_good_one_is_read_again(string what, string fault)
    {
        await using var desk = await Desk.Open();
        desk.Says = what switch
        {
            "page" => "<!doctype html><html><body><p>Willkommen</p></body></html>",
            "broken" => Rss(Item("1", "Halb", "", null))[..60],
            "entities" => "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>" + Rss(Item("1", "&b;", "", null)),
            "large" => Rss(Item("1", new string('x', 5_000_000), "", null)),
            _ => "",
        };
        (desk.Status, desk.Location) = what switch { "error" => (500, null), "inside" => (302, "http://127.0.0.1:1/feed"), _ => (200, null) };
        await desk.Turn();
        var feed = await desk.Feed();
        Assert.Equal((fault, desk.House.Now), (feed.Fault.ToString(), feed.FailingSince!.Value));
        Assert.Empty(await desk.Releases());

        (desk.Status, desk.Location, desk.Says) = (200, null, Rss(Item("8", "Ohne Tag", "am Anfang nur gemerkt", null), Item("9", "Da", "wieder da", "Mon, 23 Nov 2026 08:00:00 UTC")));
        desk.House.Clock.Advance(TimeSpan.FromMinutes(4));
        await desk.Turn();
        Assert.NotNull((await desk.Feed()).Fault);
        desk.House.Clock.Advance(TimeSpan.FromMinutes(2));
        await desk.Turn();
        Assert.Equal("Da", Assert.Single(await desk.Releases()).Title);
        Assert.Null((await desk.Feed()).Fault);
    }

    [Fact]
    public async Task The_settings_are_the_administrators()
    {
        await using var desk = await Desk.Open();
        var writer = await desk.House.Actor("Leyla Mertens", (desk.Unit, Role.DeskLead));
        Refused("Kernel.Forbidden", await desk.House.With((ReadPressFeed read) => read.Run(writer, Ct)));
        Refused("Kernel.Forbidden", await desk.House.With((ChangePressFeed change) => change.Run(writer, "https://stadt.example/feed", desk.Unit, 2, 0, Ct)));
        Refused("Kernel.Changed", await desk.House.With((ChangePressFeed change) => change.Run(desk.Admin, "https://stadt.example/feed", desk.Unit, 2, 7, Ct)));
        foreach (var bad in new[] { "stadt.example", "file:///etc/passwd", "https://name:wort@stadt.example/" })
            Refused("Editorial.Feed.AddressBad", await desk.House.With((ChangePressFeed change) => change.Run(desk.Admin, bad, desk.Unit, 2, 0, Ct)));
        Refused("Editorial.Feed.DaysBad", await desk.House.With((ChangePressFeed change) => change.Run(desk.Admin, "https://stadt.example/feed", desk.Unit, 0, 0, Ct)));
        Assert.Equal("Editorial.UnitHasFeed", (await desk.House.With((IEnumerable<IUnitContents> all) => all.OfType<PressFeedOfUnit>().Single().InTheWay(desk.Unit, "Presseamt", Ct)))?.Key);
        Good(await desk.House.With((ChangePressFeed change) => change.Run(desk.Admin, "", desk.Unit, 2, 0, Ct)));
        Assert.Null(Good(await desk.House.With((ReadPressFeed read) => read.Run(desk.Admin, Ct))).Feed);
    }

    private static string Rss(params string[] items) => $"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Stadt</title>{string.Concat(items)}</channel></rss>""";

    private static string Item(string id, string title, string html, string? at) =>
        $"<item><guid isPermaLink=\"false\">{id}</guid><title>{title}</title><description>{html}</description>{(at is null ? "" : $"<pubDate>{at}</pubDate>")}</item>";

    private sealed class Desk(House house, WebApplication site, UnitId unit, Actor admin) : IAsyncDisposable
    {
        public House House => house;
        public UnitId Unit => unit;
        public Actor Admin => admin;
        public string Says { get; set; } = "";
        public int Status { get; set; } = 200;
        public string? Location { get; set; }

        /// <summary>Happens while somebody waits for the answer.</summary>
        public Func<Task>? Before { get; set; }

        public static async Task<Desk> Open()
        {
            var port = SourceTree.FreePort();
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
            var site = builder.Build();
            var house = await House.Open(settings: [new("Http:AllowPrivate:0", $"127.0.0.1:{port}")]);
            var city = await house.City();
            var desk = new Desk(house, site, await house.Unit(city, "Presseamt"), await house.Actor("Verwaltung", (city, Role.Administrator)));
            site.Run(async http =>
            {
                if (desk.Before is { } happens)
                    await happens();
                http.Response.StatusCode = desk.Status;
                if (desk.Location is { } elsewhere)
                    http.Response.Headers.Location = elsewhere;
                await http.Response.WriteAsync(desk.Says);
            });
            await site.StartAsync(Ct);
            Good(await house.With((ChangePressFeed change) => change.Run(desk.Admin, $"http://127.0.0.1:{port}/feed", desk.Unit, 2, null, Ct)));
            return desk;
        }

        public Task Turn() => house.With((PressFeedRound round) => round.Tick(Ct));

        public Task<IReadOnlyList<PressReleaseView>> Releases() => house.With((PressReleaseList list) => list.Run(admin, Ct));

        /// <summary>Also those that stand open no more.</summary>
        public Task<List<string>> All() => house.With((Db db) => db.Set<PressRelease>().AsNoTracking().Select(one => one.Title).ToListAsync(Ct));

        public Task<PressFeed> Feed() => house.With((Db db) => db.Set<PressFeed>().AsNoTracking().SingleAsync(Ct));

        public async ValueTask DisposeAsync()
        {
            await site.DisposeAsync();
            await house.DisposeAsync();
        }
    }
}
