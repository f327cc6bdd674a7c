using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Media.Videos;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.City;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>From the library to a network that fetches pictures: through the courier, and from the address where the product really hands them out.</summary>
public sealed class FetchedPicturesTests(Peers peers)
{
    [Theory]
    [InlineData("threads", 1)]
    [InlineData("threads", 3)]
    [InlineData("instagram", 1)]
    [InlineData("instagram", 3)]
    public async Task A_network_fetches_the_pictures_of_a_release_from_where_the_city_shows_them(string network, int count)
    {
        var lab = await peers.Lab(default);
        FileStore? store = null;
        await using var server = await Serve(() => store!);
        await using var room = await Open(lab, server);
        store = room.House.Get<FileStore>();
        var account = await Connect(room, lab, network);
        var pictures = new List<PictureInPost>();
        for (var seed = 1; seed <= count; seed++)
            pictures.Add(await room.Picture(seed));
        var post = await room.Release(pictures: pictures);
        await room.Pass(TimeSpan.FromSeconds(20));
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Published, row.State);
        var entry = Assert.Single(await lab.Ledger.Posts(account, default));
        Assert.Equal(entry.Url, row.Receipt!.Link.AbsoluteUri);
        Assert.Equal(Enumerable.Repeat("Ein verschneiter Park", count), entry.Pictures.Select(picture => picture.Alt));
        Assert.All(entry.Pictures, picture => Assert.True(store.Has(picture.Sha256, ".jpg")));
        Assert.NotNull((await room.Row(post)).VerifiedAt);

        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(["post", "delete"], (await lab.Ledger.Of(account, default)).Where(x => x.Kind != "media").Select(x => x.Kind));
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("instagram")]
    public async Task A_film_of_the_library_is_fetched_from_where_the_city_shows_it(string network)
    {
        var lab = await peers.Lab(default);
        FileStore? store = null;
        await using var server = await Serve(() => store!);
        await using var room = await Open(lab, server);
        store = room.House.Get<FileStore>();
        var account = await Connect(room, lab, network);
        var film = await OutgoingVideoTests.Film(room);
        var post = await room.Release(pictures: [await room.Picture(), film]);
        await room.Pass(TimeSpan.FromSeconds(20));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1), (row.State, row.Attempt));
        Assert.NotNull(row.VerifiedAt);
        var there = Assert.Single(await lab.Ledger.Posts(account, default));
        Assert.Equal((row.RemoteId, there.Url), (there.Id, row.Receipt!.Link.AbsoluteUri));
        var video = (await room.House.With((IPictures pictures) => pictures.Find(film.Picture, default)))!.Video!;
        Assert.Equal(("video/mp4", video.Playable, video.Bytes), (there.Pictures[0].Type, there.Pictures[0].Sha256, there.Pictures[0].Bytes));
        // Without subtitles there, the text leads to where they are.
        Assert.Contains("▶ ", there.Text!, StringComparison.Ordinal);
        Assert.Equal(network == "threads" ? "Der Bürgermeister grüßt" : null, there.Pictures[0].Alt);
        Assert.Equal(network == "instagram", there.More.TryGetValue("cover", out var cover) && store.Has(cover, ".jpg"));

        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(["post", "delete"], (await lab.Ledger.Of(account, default)).Where(x => x.Kind != "media").Select(x => x.Kind));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_post_goes_to_Instagram_as_the_story_that_was_chosen(bool film)
    {
        var lab = await peers.Lab(default);
        FileStore? store = null;
        await using var server = await Serve(() => store!);
        await using var room = await Open(lab, server);
        store = room.House.Get<FileStore>();
        var account = await Connect(room, lab, "instagram");
        var post = await room.Release(pictures: [film ? await OutgoingVideoTests.Film(room) : await room.Picture()], form: "story");
        await room.Pass(TimeSpan.FromSeconds(20));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, $"https://www.instagram.com/{account.Account}"), (row.State, row.Receipt!.Link.AbsoluteUri));
        Assert.NotNull(row.VerifiedAt);
        var there = Assert.Single(await lab.Ledger.Posts(account, default));
        Assert.Equal((row.RemoteId, "", "true", film ? "video/mp4" : "image/jpeg"), (there.Id, there.Text, there.More["story"], there.Pictures[0].Type));
        Assert.Null(there.Pictures[0].Alt);

        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(["post", "delete"], (await lab.Ledger.Of(account, default)).Where(x => x.Kind != "media").Select(x => x.Kind));
    }

    [Theory]
    [InlineData("threads", true)]
    [InlineData("threads", false)]
    [InlineData("instagram", true)]
    [InlineData("instagram", false)]
    public async Task A_film_whose_publishing_was_not_answered_is_there_once(string network, bool accepted)
    {
        var lab = await peers.Lab(default);
        FileStore? store = null;
        await using var server = await Serve(() => store!);
        await using var room = await Open(lab, server);
        store = room.House.Get<FileStore>();
        var account = await Connect(room, lab, network);
        await lab.Faults.Spoil(account, default, new LabFault(LabFaultKind.Reset, "post", accepted, Count: 1));
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(90));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, accepted ? 1 : 2), (row.State, row.Attempt));
        Assert.Equal(row.RemoteId, Assert.Single(await lab.Ledger.Posts(account, default)).Id);
        Assert.Single(await lab.Ledger.All(default, network, account.Account, "media"));
        Assert.Equal(1, (await lab.Faults.State(account, default)).Sum(state => state.Hits));
    }

    [Fact]
    public async Task A_text_alone_goes_to_Threads_through_its_container()
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, settings: ThreadsStage.SettingsOf(lab));
        var account = await Connect(room, lab, "threads");
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(20));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Single(await lab.Ledger.Posts(account, default));
    }

    [Fact]
    public async Task The_alt_text_of_one_picture_stands_in_the_ledgers_of_seven_networks()
    {
        var (lab, sky) = (await peers.Lab(default), await peers.Bluesky(default));
        FileStore? store = null;
        await using var server = await Serve(() => store!);
        await using var room = await Open(lab, server);
        store = room.House.Get<FileStore>();
        var accounts = new List<LabAccount>();
        foreach (var network in new[] { "facebook", "instagram", "threads" })
            accounts.Add(await Connect(room, lab, network));
        foreach (var network in new[] { "x", "linkedin" })
        {
            accounts.Add(await lab.Account(network, default));
            await CityAppTests.Connect(room, await AgreeFlow.At(lab, network), accounts[^1]);
        }
        accounts.Add(await lab.Account("mastodon", default));
        var session = new Session(lab.Url, accounts[^1].Id, accounts[^1].Account, new Dictionary<string, string> { ["token"] = accounts[^1].Token });
        var good = Assert.IsType<SignInResult.Good>(await room.House.Get<Embassies>().SignIn("mastodon")!.Check(session, default));
        var toot = await Channel(room, "mastodon");
        Assert.True((await room.House.With((Doors doors) => doors.Open(toot, "mastodon", good, anew: true, default))).Ok);
        var person = await sky.Account(default);
        var blue = await Channel(room, "bluesky");
        Assert.True((await room.House.With((ConnectChannel use) => use.Run(room.Lead, blue, BlueskyStage.Fields(sky, person), default))).Ok);

        const string alt = "Ein verschneiter Park mit einer Bank, auf der „Winter“ steht ❄️";
        var post = await room.Release(pictures: [await room.Picture() with { Alt = alt }]);
        await room.Pass(TimeSpan.FromSeconds(40));
        var rows = await room.Rows(post);
        Assert.Equal(7, rows.Count);
        Assert.All(rows, row => Assert.Equal(DeliveryState.Published, row.State));
        foreach (var account in accounts)
            Assert.Equal((account.Network, alt), (account.Network, Assert.Single(Assert.Single(await lab.Ledger.Posts(account, default)).Pictures).Alt));
        Assert.Equal(alt, (string?)Assert.Single(await sky.Posts(person.Did, default))["value"]!["embed"]!["images"]![0]!["alt"]);
    }

    private static async Task<ChannelId> Channel(Newsroom room, string network)
    {
        var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, network, network, "Probe", null, null, null), default));
        room.Channels.Add(made.Value);
        return made.Value;
    }

    /// <summary>A city whose address is where the networks fetch from.</summary>
    private static async Task<Newsroom> Open(LabProcess lab, Server server)
    {
        var room = await Newsroom.Open(0, settings: LabSettings.All(lab));
        var admin = await room.House.Actor("Ines Adler", (room.Unit, Role.Administrator));
        var city = new CityData("Musterstadt", server.Url, "https://www.musterstadt.de/impressum", "https://www.musterstadt.de/datenschutz", "#0b5cad", "#7fb2ea", "de");
        Assert.True((await room.House.With((ChangeCity use) => use.Run(admin, city, 0, default))).Ok);
        return room;
    }

    /// <summary>As the person does it in the browser.</summary>
    private static async Task<LabAccount> Connect(Newsroom room, LabProcess lab, string network)
    {
        var page = await lab.Account(network == "instagram" ? "facebook" : network, default);
        var account = network == "instagram" ? await lab.Account(network, default, name: page.Account) : page;
        var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, network, "Probe", "Probe", null, null, null), default));
        var fields = new Dictionary<string, string> { ["appId"] = FacebookStage.AppId, ["appSecret"] = FacebookStage.AppSecret, ["page"] = "" };
        var address = (await room.House.With((StartSignIn use) => use.Run(room.Lead, made.Value, fields, FacebookStage.Back, default))).Value!;
        var state = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query)["state"].ToString();
        var code = await FacebookStage.Agree(lab, address, state, [page.Account]);
        Assert.True((await room.House.With((FinishSignIn use) => use.Run(room.Lead, state, code, FacebookStage.Back, default))).Ok);
        room.Channels.Add(made.Value);
        return account;
    }

    /// <summary>The product's own endpoints, on an address that is known before the house stands.</summary>
    private static async Task<Server> Serve(Func<FileStore> store)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTransient(_ => store());
        var app = builder.Build();
        BilderEndpoints.Map(app);
        app.MapGet("/videos/{start}/{name}", (string start, string name, HttpResponse response) => VideoEndpoints.Serve(start, name, store(), response));
        await app.StartAsync();
        return new Server(app, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
    }

    private sealed record Server(WebApplication App, string Url) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
