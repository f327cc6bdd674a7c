using System.Web;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A channel is connected on its server's own page, and looked after afterwards; against the Lab's Mastodon.</summary>
public sealed class SignInTests(Peers peers)
{
    private static readonly Uri Back = new("https://stadt.example/desk/kanaele/zurueck");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private sealed record Desk(House House, LabProcess Lab, LabAccount Account, Actor Lead, ChannelId Channel) : IAsyncDisposable
    {
        public Task<Outcome<Uri>> Start(Actor? actor = null) => House.With((StartSignIn use) =>
            use.Run(actor ?? Lead, Channel, new Dictionary<string, string> { ["server"] = new Uri(Lab.Url, "/").AbsoluteUri }, Back, Ct));

        public Task<Outcome<ChannelId>> Finish(string state, string code, Actor? actor = null) =>
            House.With((FinishSignIn use) => use.Run(actor ?? Lead, state, code, Back, Ct));

        public Task<Outcome<Done>> Check() => House.With((CheckChannel use) => use.Run(Lead, Channel, Ct));

        public Task<Connection?> Connection() => House.With((Db db) => db.Set<Connection>().AsNoTracking().SingleOrDefaultAsync(x => x.Channel == Channel));

        /// <summary>As the person does it on the server's page: says yes there and is sent back.</summary>
        public async Task<(string State, string Code)> Consent()
        {
            var page = Good(await Start());
            var asked = HttpUtility.ParseQueryString(page.Query);
            var form = asked.AllKeys.Select(name => KeyValuePair.Create(name!, asked[name]!)).Append(new("account", Account.Account)).Append(new("decision", "approve"));
            using var answer = await Lab.Http.PostAsync(new Uri(page, page.AbsolutePath), new FormUrlEncodedContent(form), Ct);
            Assert.Equal(302, (int)answer.StatusCode);
            var back = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
            Assert.Equal(asked["state"], back["state"]);
            return (back["state"]!, back["code"]!);
        }

        public ValueTask DisposeAsync() => House.DisposeAsync();
    }

    private async Task<Desk> Open()
    {
        var lab = await peers.Lab(Ct);
        var house = await House.Open(settings: MastodonStage.Settings);
        var city = await house.City();
        var lead = await house.Actor("Mehmet Yildiz", (city, Role.DeskLead));
        var channel = Good(await house.With((IChannels channels) => channels.Create(lead, new NewChannel(city, "mastodon", "Stadt", "Probe", null, null, null), Ct)));
        return new Desk(house, lab, await lab.Account("mastodon", Ct), lead, channel);
    }

    private static T Good<T>(Outcome<T> outcome) => Editorial.Newsroom.Good(outcome);

    [Fact]
    public async Task Consent_on_the_servers_page_connects_the_channel_and_its_state_works_once()
    {
        await using var desk = await Open();
        var (state, code) = await desk.Consent();
        Assert.Equal(desk.Channel, Good(await desk.Finish(state, code)));
        var connection = (await desk.Connection())!;
        Assert.Equal((true, desk.Account.Id), (connection.IsGood, connection.AccountId));
        Assert.Equal("Publishing.SignInExpired", (await desk.Finish(state, code)).Refusals.Single().Key);
        Assert.Equal(connection.Version, (await desk.Connection())!.Version);
    }

    [Theory]
    [InlineData("x", -3)]
    [InlineData("x", 3)]
    [InlineData("bluesky", -3)]
    [InlineData("bluesky", 3)]
    public async Task A_clock_that_is_hours_off_neither_loses_a_sign_in_nor_renews_it_again_and_again(string network, int hours)
    {
        var (lab, sky) = (await peers.Lab(default), await peers.Bluesky(default));
        await using var room = await Newsroom.Open(0, settings: LabSettings.All(lab));
        room.House.Clock.AdjustTime(TimeProvider.System.GetUtcNow().AddHours(hours));
        if (network == "x")
        {
            await CityAppTests.Connect(room, await AgreeFlow.At(lab, network), await lab.Account(network, default));
        }
        else
        {
            var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, network, "Stadt", "Probe", null, null, null), default));
            room.Channels.Add(made.Value);
            var fields = BlueskyStage.Fields(sky, await sky.Account(default));
            Assert.True((await room.House.With((ConnectChannel use) => use.Run(room.Lead, made.Value, fields, default))).Ok);
        }
        var before = await Door(room);
        Assert.InRange(before.ExpiresAt!.Value - room.House.Now, TimeSpan.FromMinutes(100), TimeSpan.FromMinutes(121));
        var posts = new[] { await room.Release("Erster"), await room.Release("Zweiter") };
        await room.Pass(TimeSpan.FromSeconds(4));
        foreach (var post in posts)
            Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Equal((before.Secrets, true), ((await Door(room)).Secrets, (await Door(room)).IsGood));
    }

    private static Task<Connection> Door(Newsroom room) => room.House.With((Db db) => db.Set<Connection>().AsNoTracking().SingleAsync());

    [Fact]
    public async Task Another_persons_state_is_worth_nothing_and_stays_theirs()
    {
        await using var desk = await Open();
        var other = await desk.House.Actor("Jonas Brand", ((await desk.House.With((IUnits units) => units.Tree(Ct)))[0].Id, Role.DeskLead));
        var (state, code) = await desk.Consent();
        Assert.Equal("Publishing.SignInExpired", (await desk.Finish(state, code, other)).Refusals.Single().Key);
        Assert.Equal("Publishing.SignInExpired", (await desk.Finish(state, code, Actor.Nobody)).Refusals.Single().Key);
        Assert.Equal("Publishing.SignInExpired", (await desk.Finish("erfunden", code)).Refusals.Single().Key);
        Assert.Null(await desk.Connection());
        Assert.True((await desk.Finish(state, code)).Ok);
    }

    [Fact]
    public async Task A_state_is_good_for_a_quarter_of_an_hour()
    {
        await using var desk = await Open();
        var (state, code) = await desk.Consent();
        desk.House.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal("Publishing.SignInExpired", (await desk.Finish(state, code)).Refusals.Single().Key);
        Assert.Null(await desk.Connection());
        // The next beginning clears it away.
        Good(await desk.Start());
        Assert.Equal(1, await desk.House.With((Db db) => db.Set<PendingSignIn>().CountAsync()));
    }

    [Fact]
    public async Task A_right_that_was_taken_in_between_connects_nothing()
    {
        await using var desk = await Open();
        var (state, code) = await desk.Consent();
        var writer = desk.Lead.Only(new HashSet<Permission> { Permission.See, Permission.Write });
        Assert.Equal("Kernel.Forbidden", (await desk.Finish(state, code, writer)).Refusals.Single().Key);
        Assert.Null(await desk.Connection());
        Assert.Equal("Publishing.SignInExpired", (await desk.Finish(state, code)).Refusals.Single().Key);
    }

    [Fact]
    public async Task A_code_that_the_server_does_not_take_connects_nothing()
    {
        await using var desk = await Open();
        var (state, _) = await desk.Consent();
        Assert.Equal("Networks.Mastodon.CodeRefused", (await desk.Finish(state, "geraten")).Refusals.Single().Key);
        Assert.Null(await desk.Connection());
    }

    [Fact]
    public async Task Checking_says_that_a_channel_is_alive_that_its_server_is_away_and_that_its_token_was_revoked()
    {
        await using var desk = await Open();
        var (state, code) = await desk.Consent();
        Good(await desk.Finish(state, code));
        desk.House.Clock.Advance(TimeSpan.FromMinutes(5));
        Good(await desk.Check());
        Assert.Equal((true, null, desk.House.Now), Of((await desk.Connection())!));

        await desk.Lab.Faults.Spoil(desk.Account, Ct, new LabFault(LabFaultKind.Error, "verify"));
        desk.House.Clock.Advance(TimeSpan.FromMinutes(5));
        var away = (await desk.Check()).Refusals.Single();
        Assert.Equal(RefusalKind.Unavailable, away.Kind);
        // It may well be good: nothing is thrown away, and what is known is said.
        Assert.Equal((true, away.Key, desk.House.Now), Of((await desk.Connection())!));
        await desk.Lab.Faults.Mend(desk.Account, Ct);
        Good(await desk.Check());
        Assert.Equal((true, null, desk.House.Now), Of((await desk.Connection())!));

        await Revoke(desk);
        var lost = (await desk.Check()).Refusals.Single();
        Assert.Equal("Networks.SignInLost", lost.Key);
        Assert.Equal((false, lost.Key, desk.House.Now), Of((await desk.Connection())!));
        Assert.Equal(("Publishing.ConnectionLost", RefusalKind.Conflict), ((await desk.Check()).Refusals.Single().Key, (await desk.Check()).Refusals.Single().Kind));
        // Connected anew, it is alive again.
        (state, code) = await desk.Consent();
        Good(await desk.Finish(state, code));
        Good(await desk.Check());
    }

    [Fact]
    public async Task A_channel_that_was_never_connected_is_not_alive()
    {
        await using var desk = await Open();
        Assert.Equal("Publishing.NotConnected", (await desk.Check()).Refusals.Single().Key);
    }

    private static (bool, string?, DateTime?) Of(Connection connection) => (connection.IsGood, connection.SentenceKey, connection.CheckedAt);

    /// <summary>As the account's owner does it in the server's settings.</summary>
    private static async Task Revoke(Desk desk)
    {
        var secrets = desk.House.Get<Vault>().Open((await desk.Connection())!)!.Secrets;
        var form = new Dictionary<string, string> { ["client_id"] = secrets["clientId"], ["client_secret"] = secrets["clientSecret"], ["token"] = secrets["token"] };
        using var answer = await desk.Lab.Http.PostAsync("oauth/revoke", new FormUrlEncodedContent(form), Ct);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
