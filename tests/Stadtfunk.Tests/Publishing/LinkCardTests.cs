using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Reading a page for its card: a real server on loopback, allowed or not.</summary>
public sealed class LinkCardTests(Peers peers)
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
    [InlineData("falsch-gepackt")]
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

    [Fact]
    public async Task A_foreign_page_is_shown_on_a_real_server_with_its_picture()
    {
        var ct = TestContext.Current.CancellationToken;
        var peer = await peers.Bluesky(ct);
        var account = await peer.Account(ct);
        await using var site = await Site.Open();
        await using var house = await House.Open(settings: [new("Http:AllowPrivate:0", "127.0.0.1"), new("Http:AllowPrivate:1", "localhost")]);
        var city = await house.City();
        var lead = await house.Actor("Mehmet Yildiz", (city, Role.DeskLead));
        var writer = await house.Actor("Lena Okafor", (city, Role.Writer));
        var channel = Good(await house.With((IChannels channels) => channels.Create(lead, new NewChannel(city, "bluesky", "Stadt", "Probe", null, null, null), ct)));
        Good(await house.With((ConnectChannel connect) => connect.Run(
            lead, channel, new Dictionary<string, string> { ["server"] = peer.Url.AbsoluteUri, ["handle"] = account.Handle, ["password"] = account.AppPassword }, ct)));
        var content = PostContent.Empty("de") with
        {
            Title = "Lesetipp", Text = "Das lohnt sich.", Link = new Uri(site.Url, "seite").AbsoluteUri, Channels = [new ChannelChoice(channel, true, null)],
        };
        var post = Good(await house.With((CreatePost create) => create.Run(writer, city, content, new PostDue.Open(), false, ct))).Standing.Id;
        Good(await house.With((SubmitPost use) => use.Run(writer, post, null, ct)));
        Good(await house.With((ApprovePost use) => use.Run(lead, post, null, new AfterApproval.Wait(), ct)));
        Good(await house.With((ReleasePost use) => use.Run(lead, post, null, null, ct)));
        await house.Pump();
        await house.With((DeliveryRound round) => round.Tick(ct));
        var card = Assert.Single(await peer.Posts(account.Did, ct))["value"]!["embed"]!["external"]!;
        Assert.Equal((new Uri(site.Url, "seite").AbsoluteUri, "Die Seite", "Was auf ihr steht"), ((string?)card["uri"], (string?)card["title"], (string?)card["description"]));
        var picture = await peer.Blob(account.Did, (string)card["thumb"]!["ref"]!["$link"]!, ct);
        // Cut to the shape of a card, and for that written anew.
        Assert.Equal([0xFF, 0xD8, 0xFF], picture[..3]);
        Assert.Equal(picture.Length, (int)card["thumb"]!["size"]!);
        Assert.Equal((1, 1), (site.Hits("/seite"), site.Hits("/bild.png")));
    }

    private static T Good<T>(Outcome<T> outcome) => outcome.Ok ? outcome.Value : throw new InvalidOperationException(outcome.Refusals[0].Key);
}
