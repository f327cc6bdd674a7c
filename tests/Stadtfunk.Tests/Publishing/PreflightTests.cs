using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Foresight;
using Stadtfunk.Publishing.Notices;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What stands in the way of planned posts is said three days ahead, in one line a channel, and is gone when it is mended.</summary>
public sealed class PreflightTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_sign_in_that_ends_before_planned_posts_is_one_red_line_until_somebody_connects_anew()
    {
        await using var room = await Newsroom.Open();
        foreach (var hours in (int[])[20, 40, 48, 96])
            await room.Release($"In {hours} Stunden", room.House.Now.AddHours(hours));
        Assert.Null((await Row(room)).Hitch);
        var ends = room.House.Now.AddHours(30);
        await room.House.With((Db db) => db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(x => x.EndsAt, ends)));
        var row = await Row(room);
        Assert.Equal((Kind.Bad, "Ends", 2, room.House.Now.AddHours(40)), (row.Health.Kind, row.Health.Key, row.Hitch!.Posts, row.Hitch.First));
        var (time, says) = (room.House.Get<CityTime>(), row.Says(room.House.Get<Words>(), room.House.Get<CityTime>()));
        Assert.Contains(time.WordsOf(ends), says, StringComparison.Ordinal);
        Assert.Contains(time.WordsOf(row.Hitch.First), says, StringComparison.Ordinal);
        Assert.Equal($"/desk/kanaele/{room.Channels[0]}", row.MendLink);
        await Connect(room);
        Assert.Equal("Good", (await Row(room)).Health.Key);
    }

    [Fact]
    public async Task What_is_planned_for_later_than_three_days_alarms_nobody_and_asks_nobody()
    {
        await using var room = await Newsroom.Open();
        var asked = Answer(room, new Health { Missing = ["write:media"] });
        await room.Release("In vier Tagen", room.House.Now.AddDays(4));
        await Tick(room);
        Assert.Equal(0, asked());
        Assert.Null((await Row(room)).Hitch);
        room.House.Clock.Advance(TimeSpan.FromDays(1.1));
        await Tick(room);
        Assert.Equal((1, "Rights"), (asked(), (await Row(room)).Hitch?.Key));
    }

    [Fact]
    public async Task Rights_that_were_taken_away_are_noticed_by_the_round_told_once_and_gone_when_they_are_back()
    {
        await using var room = await Newsroom.Open();
        await room.Release("Morgen", room.House.Now.AddDays(2));
        Answer(room, new Health { Missing = ["pages_manage_posts"] });
        await Connect(room);
        var asked = Answer(room, new Health { Missing = ["pages_manage_posts"] });
        for (var hour = 0; hour < 8; hour++)
        {
            await Tick(room);
            room.House.Clock.Advance(TimeSpan.FromHours(1));
        }
        Assert.Equal(1, asked());
        var told = Assert.Single(await Told(room));
        Assert.Equal(("Publishing.Notice.Ahead.Rights", room.Lead.Person, $"/desk/kanaele/{room.Channels[0]}"), (told.Text, told.Person, told.Link));
        var row = await Row(room);
        Assert.Contains("pages_manage_posts", row.Says(room.House.Get<Words>(), room.House.Get<CityTime>()), StringComparison.Ordinal);
        Answer(room, new Health { Missing = [] });
        Assert.True((await room.House.With((CheckChannel check) => check.Run(room.Lead, room.Channels[0], Ct))).Ok);
        Assert.Null((await Row(room)).Hitch);
        // Another right is another trouble.
        Answer(room, new Health { Missing = ["pages_read_engagement"] });
        room.House.Clock.Advance(TimeSpan.FromHours(7));
        await Tick(room);
        Assert.Equal(2, (await Told(room)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_right_that_a_network_refused_in_the_act_is_missing_until_something_goes_out_or_the_channel_is_connected_anew(bool goesOut)
    {
        await using var room = await Newsroom.Open();
        await room.Release("Übermorgen", room.House.Now.AddDays(2));
        Assert.Null((await Row(room)).Hitch);
        room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        room.Network.Sends.Enqueue(_ => new Step.Refused(new Sentence("Networks.NotAllowed", "Probenetz", "insufficient scope")));
        await room.Release("Jetzt");
        await room.Turn();
        var row = await Row(room);
        Assert.Equal("Rights", row.Hitch?.Key);
        Assert.Contains("insufficient scope", row.Says(room.House.Get<Words>(), room.House.Get<CityTime>()), StringComparison.Ordinal);
        Assert.Contains("insufficient scope", (await Sheet(room)).Health.Denied!, StringComparison.Ordinal);
        room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        if (goesOut)
        {
            await room.Release("Noch einmal");
            await room.Turn();
        }
        else
            await Connect(room);
        Assert.Null((await Row(room)).Hitch);
        Assert.Null((await Sheet(room)).Health.Denied);
    }

    [Fact]
    public async Task More_posts_in_a_day_than_the_network_takes_are_told_to_those_who_release()
    {
        await using var room = await Newsroom.Open();
        // One of the two it has counted was made there by hand.
        await room.Release("Schon draußen");
        await room.Turn();
        Answer(room, new Health { Quota = new Quota(2, 4, TimeSpan.FromDays(1)) });
        Assert.True((await room.House.With((CheckChannel check) => check.Run(room.Lead, room.Channels[0], Ct))).Ok);
        foreach (var hours in (double[])[5, 6, 7, 8, 25, 26])
            await room.Release($"In {hours} Stunden", room.House.Now.AddHours(hours));
        var row = await Row(room);
        Assert.Equal(("Quota", 2, room.House.Now.AddHours(7), "/desk/kalender"), (row.Hitch!.Key, row.Hitch.Posts, row.Hitch.First, row.MendLink));
        await Tick(room);
        await Tick(room);
        Assert.Equal("Publishing.Notice.Ahead.Quota", Assert.Single(await Told(room)).Text);
        var health = (await Sheet(room)).Health;
        Assert.Equal((2, 4, true), (health.Used, health.Allowance!.Total, health.Allowance.ByNetwork));
        Assert.InRange(health.FreesAt!.Value, room.House.Now.AddHours(23.9), room.House.Now.AddHours(24));
    }

    [Fact]
    public async Task A_consent_that_ends_before_the_post_is_said_once_for_all_its_channels_and_leads_to_the_post()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var picture = await room.Picture();
        var post = await room.Release("Übermorgen", room.House.Now.AddDays(2), [picture]);
        Assert.All(await Rows(room), x => Assert.Null(x.Hitch));
        await Consent(room, picture.Picture, 1);
        var hit = Assert.Single(await Rows(room), x => x.Hitch is not null);
        Assert.Equal(("Post", $"/desk/beitraege/{post}"), (hit.Hitch!.Key, hit.MendLink));
        // Who may not see that post is led to the channel.
        Assert.Equal($"/desk/kanaele/{hit.Channel.Id}", (hit.Hitch with { IsHidden = true }).Link);
        Assert.Contains("schnee.jpg", hit.Says(room.House.Get<Words>(), room.House.Get<CityTime>()), StringComparison.Ordinal);
        await Tick(room);
        await Tick(room);
        var told = await Told(room);
        Assert.Equal([room.Lead.Person, room.Writer.Person], told.Select(x => x.Person).OrderBy(x => x != room.Lead.Person));
        Assert.All(told, x => Assert.Equal((NoticeKind.PostTrouble, "Publishing.Notice.Ahead.Post"), (x.Kind, x.Text)));
        await Consent(room, picture.Picture, 2);
        Assert.All(await Rows(room), x => Assert.Null(x.Hitch));
        await Consent(room, picture.Picture, -1);
        Assert.Single(await Rows(room), x => x.Hitch is not null);
    }

    [Fact]
    public async Task A_post_that_does_not_fit_the_rules_of_today_any_more_is_said_where_it_does_not()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var post = await room.Release("Übermorgen", room.House.Now.AddDays(2));
        var tight = room.Network.Network.Rules with { MaxText = 20 };
        room.Network.OnCheck = session => Task.FromResult<SignInResult>(new SignInResult.Good(session, new Uri("https://probe.example/"), tight));
        Assert.True((await room.House.With((CheckChannel check) => check.Run(room.Lead, room.Channels[1], Ct))).Ok);
        var hit = Assert.Single(await Rows(room), x => x.Hitch is not null);
        Assert.Equal((room.Channels[1], "Post", post), (hit.Channel.Id, hit.Hitch!.Key, hit.Hitch.Post));
    }

    [Fact]
    public async Task A_channel_that_is_paused_or_parted_is_red_only_while_something_is_planned_there()
    {
        await using var room = await Newsroom.Open();
        Assert.True((await room.House.With((PausePublishing use) => use.Run(room.Lead, room.Channels[0], Ct))).Ok);
        Assert.Equal((Kind.Ask, "Paused"), (await Row(room)).Health);
        await room.Release("Morgen", room.House.Now.AddDays(1));
        Assert.Equal((Kind.Bad, "Paused"), (await Row(room)).Health);
        await Tick(room);
        Assert.Equal("Publishing.Notice.Ahead.Paused", Assert.Single(await Told(room)).Text);
        Assert.True((await room.House.With((ResumePublishing use) => use.Run(room.Lead, room.Channels[0], Ct))).Ok);
        Assert.Equal("Good", (await Row(room)).Health.Key);
        Assert.True((await room.House.With((DisconnectChannel use) => use.Run(room.Lead, room.Channels[0], Ct))).Ok);
        Assert.Equal((Kind.Bad, "NotConnected", 1), ((await Row(room)).Health.Kind, (await Row(room)).Hitch!.Key, (await Row(room)).Hitch!.Posts));
    }

    [Fact]
    public async Task A_sign_in_that_is_lost_is_told_once_by_whichever_round_comes_first()
    {
        await using var room = await Newsroom.Open();
        await room.Release("Morgen", room.House.Now.AddDays(1));
        room.House.Clock.Advance(TimeSpan.FromHours(7));
        room.Network.OnCheck = _ => Task.FromResult<SignInResult>(new SignInResult.Refused(new Sentence("Networks.SignInLost", "Probenetz")));
        await Tick(room);
        await room.House.With((ChannelTroubleRound round) => round.Tick(Ct));
        Assert.Equal("Publishing.Notice.Channel", Assert.Single(await Told(room)).Text);
        Assert.Equal("Lost", (await Row(room)).Hitch!.Key);
    }

    [Fact]
    public async Task A_network_that_fails_keeps_nobody_from_being_told_of_another_channel()
    {
        await using var room = await Newsroom.Open(channels: 2);
        await room.Release("Morgen", room.House.Now.AddDays(1));
        room.House.Clock.Advance(TimeSpan.FromHours(7));
        var calls = 0;
        room.Network.OnCheck = session => ++calls == 1 ? throw new InvalidOperationException("Nobody has reckoned with this.")
            : Task.FromResult<SignInResult>(new SignInResult.Good(session, new Uri("https://probe.example/"), null) { Health = new Health { Missing = ["write"] } });
        await Tick(room);
        Assert.Equal((2, 1), (calls, (await Told(room)).Count));
    }

    [Fact]
    public async Task The_channels_page_says_what_went_out_last()
    {
        await using var room = await Newsroom.Open();
        Assert.Null((await Sheet(room)).Health.LastOut);
        var post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal((row.PublishedAt, row.Link), ((await Sheet(room)).Health.LastOut, (await Sheet(room)).Health.LastLink?.AbsoluteUri));
    }

    private static async Task<IReadOnlyList<ChannelRow>> Rows(Newsroom room) => (await room.House.With((ChannelOutlook outlook) => outlook.Run(room.Lead, Ct))).Rows;

    private static async Task<ChannelRow> Row(Newsroom room) => Assert.Single(await Rows(room));

    private static async Task<ChannelSheet> Sheet(Newsroom room) => (await room.House.With((ReadChannelSheet read) => read.Run(room.Lead, room.Channels[0], Ct))).Value!;

    private static Task Tick(Newsroom room) => room.House.With((PreflightRound round) => round.Tick(Ct));

    private static async Task Connect(Newsroom room) =>
        Assert.True((await room.House.With((ConnectChannel connect) => connect.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" }, Ct))).Ok);

    /// <summary>What the network says from now on; gives how often it was asked since.</summary>
    private static Func<int> Answer(Newsroom room, Health health)
    {
        var asked = 0;
        room.Network.OnCheck = session =>
        {
            asked++;
            return Task.FromResult<SignInResult>(new SignInResult.Good(session, new Uri("https://probe.example/"), null) { Health = health });
        };
        return () => asked;
    }

    private static Task<List<NoticeRow>> Told(Newsroom room) => room.House.With((Db db) => db.Set<NoticeRow>().AsNoTracking().OrderBy(x => x.At).ToListAsync());

    private static Task Consent(Newsroom room, PictureId id, int days) => room.House.With(async (Db db) =>
    {
        var picture = await db.Set<Picture>().SingleAsync(x => x.Id == id);
        var day = room.House.Get<CityTime>().Today.AddDays(days);
        Assert.True(picture.Allow(new PictureRights(picture.Licence, "", Stadtfunk.Media.Contracts.Consent.Given, day, "")).Ok);
        return await db.SaveChangesAsync();
    });
}
