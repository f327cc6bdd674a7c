using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Publishing.Notices;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What a person finds on Today, however much else goes on in the city.</summary>
public sealed class TodayTests
{
    [Fact]
    public async Task What_other_units_missed_hides_no_question_of_the_own_unit()
    {
        await using var room = await Newsroom.Open();
        var museum = await room.House.Unit(room.Unit, "Museum");
        var lead = await room.House.Actor("Ines Albrecht", (museum, Role.DeskLead));
        var own = await Draft(room, museum);
        var other = await Draft(room, room.Unit);
        var now = room.House.Now;
        await Rows(room, own, 1, DeliveryState.Asking, now.AddDays(-3));
        await Rows(room, other, 150, DeliveryState.Asking, now.AddDays(-1));
        await Rows(room, own, 1, DeliveryState.Missed, now.AddDays(-4));
        await Rows(room, other, 350, DeliveryState.Missed, now.AddDays(-2));
        var found = await room.House.With((Troubles troubles) => troubles.Run(lead, CancellationToken.None));
        Assert.Equal([DeliveryState.Asking, DeliveryState.Missed], found.Select(x => x.Delivery.State));
        Assert.All(found, x => Assert.Equal(own, x.Post.Id));
    }

    [Fact]
    public async Task What_other_units_send_today_hides_nothing_of_the_own_unit()
    {
        await using var room = await Newsroom.Open();
        var museum = await room.House.Unit(room.Unit, "Museum");
        var lead = await room.House.Actor("Ines Albrecht", (museum, Role.DeskLead));
        var own = await Draft(room, museum);
        var other = await Draft(room, room.Unit);
        var now = room.House.Now;
        await room.House.With(async (Db db) =>
        {
            db.AddRange(Enumerable.Range(1, 250).Select(revision => new Release(other, revision, now.AddMinutes(-10))));
            db.Add(new Release(own, 1, now));
            return await db.SaveChangesAsync();
        });
        var found = await room.House.With((GoingOutToday today) => today.Run(lead, CancellationToken.None));
        Assert.Equal(own, Assert.Single(found).Post.Id);
    }

    [Fact]
    public async Task The_next_posts_after_today_stand_there_in_order_and_no_more_than_a_few()
    {
        await using var room = await Newsroom.Open();
        var now = room.House.Now;
        await room.Release("Heute", now.AddHours(2));
        foreach (var days in (int[])[5, 1, 3, 2, 8])
            await room.Release($"In {days} Tagen", now.AddDays(days));
        var next = await room.House.With((GoingOutNext coming) => coming.Run(room.Lead, CancellationToken.None));
        Assert.Equal(["In 1 Tagen", "In 2 Tagen", "In 3 Tagen", "In 5 Tagen"], next.Select(x => x.Post.Title));
        Assert.Equal(["Heute"], (await room.House.With((GoingOutToday today) => today.Run(room.Lead, CancellationToken.None))).Select(x => x.Post.Title));
        var stranger = await room.House.Actor("Ohne Rolle");
        Assert.Empty(await room.House.With((GoingOutNext coming) => coming.Run(stranger, CancellationToken.None)));
    }

    [Theory]
    [InlineData(DeliveryState.Refused, "Networks.TextTooLong", true, Mend.Rewrite)]
    [InlineData(DeliveryState.Refused, "Networks.NotAllowed", true, Mend.Reconnect)]
    [InlineData(DeliveryState.Missed, "Networks.Meta.Lost.Password", true, Mend.Reconnect)]
    [InlineData(DeliveryState.Refused, "Networks.TextTooLong", false, Mend.Reconnect)]
    [InlineData(DeliveryState.Refused, "Publishing.DuplicateNotOurs", true, Mend.Again)]
    [InlineData(DeliveryState.Missed, null, true, Mend.NewTime)]
    public async Task What_did_not_go_out_names_the_step_that_mends_it(DeliveryState state, string? why, bool good, Mend mend)
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.House.With(async (Db db) =>
        {
            await db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(x => x.IsGood, good));
            return await db.Set<Delivery>().ExecuteUpdateAsync(set => set.SetProperty(x => x.State, state).SetProperty(x => x.SentenceKey, why).SetProperty(x => x.SentenceArgs, "Probenetz\u001f600\u001f500"));
        });
        var found = Assert.Single(await room.House.With((WaitingChecks checks) => checks.Run(room.Lead, CancellationToken.None)));
        Assert.Equal((post, mend, true), (found.Post.Id, found.Mend, found.MayAnswer));
        // Whoever wrote it sees that it failed, too; what is done about it is for others.
        Assert.False(Assert.Single(await room.House.With((WaitingChecks checks) => checks.Run(room.Writer, CancellationToken.None))).MayAnswer);
        Assert.Equal(0, await room.House.With((WaitingChecks checks) => checks.Count(room.Writer, CancellationToken.None)));
        Assert.Empty(await room.House.With(async (WaitingChecks checks) => await checks.Run(await room.House.Actor("Andere Feder", (room.Unit, Role.Writer)), CancellationToken.None)));
    }

    [Fact]
    public async Task A_lost_sign_in_names_who_can_connect_the_channel_to_whoever_cannot()
    {
        await using var room = await Newsroom.Open();
        var approver = await room.House.Actor("Nkechi Okafor", (room.Unit, Role.Approver));
        await room.Release();
        await room.House.With(async (Db db) =>
        {
            await db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(x => x.IsGood, false));
            return await db.Set<Delivery>().ExecuteUpdateAsync(set => set.SetProperty(x => x.State, DeliveryState.Missed));
        });
        var theirs = Assert.Single(await room.House.With((WaitingChecks checks) => checks.Run(approver, CancellationToken.None)));
        Assert.Equal((Mend.Reconnect, true, "Mehmet Yildiz"), (theirs.Mend, theirs.MayAnswer, theirs.WhoReconnects));
        var leads = Assert.Single(await room.House.With((WaitingChecks checks) => checks.Run(room.Lead, CancellationToken.None)));
        Assert.Equal((Mend.Reconnect, null), (leads.Mend, leads.WhoReconnects));
    }

    [Fact]
    public async Task A_sign_in_that_is_going_to_end_is_said_five_days_ahead_and_told_once()
    {
        await using var room = await Newsroom.Open();
        var ends = room.House.Now.AddDays(6);
        await room.House.With((Db db) => db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(x => x.EndsAt, ends)));
        Assert.Equal("Good", (await Board(room)).Health.Key);
        await Tick(room);
        Assert.Equal(0, await room.House.With((INotices notices) => notices.Unread(room.Lead.Person, CancellationToken.None)));
        room.House.Clock.Advance(TimeSpan.FromDays(1.1));
        var row = await Board(room);
        Assert.Equal((Stadtfunk.Kernel.Ui.Kind.Ask, "Ends", true), (row.Health.Kind, row.Health.Key, row.NeedsSomebody));
        Assert.Contains("29", row.Says(room.House.Get<Stadtfunk.Kernel.Ui.Words>(), room.House.Get<Stadtfunk.Kernel.Time.CityTime>()), StringComparison.Ordinal);
        await Tick(room);
        await Tick(room);
        Assert.Equal(1, await room.House.With((INotices notices) => notices.Unread(room.Lead.Person, CancellationToken.None)));
        // Connecting anew is what mends it.
        var again = new Dictionary<string, string> { ["name"] = "Kanal-1" };
        Assert.True((await room.House.With((ConnectChannel connect) => connect.Run(room.Lead, room.Channels[0], again, CancellationToken.None))).Ok);
        Assert.Equal("Good", (await Board(room)).Health.Key);
    }

    private static async Task<ChannelRow> Board(Newsroom room) => (await room.House.With((ChannelBoard board) => board.Run(room.Lead, CancellationToken.None))).Rows.Single();

    private static Task Tick(Newsroom room) => room.House.With((ChannelTroubleRound round) => round.Tick(CancellationToken.None));

    private static async Task<PostId> Draft(Newsroom room, UnitId unit)
    {
        var content = PostContent.Empty("de") with { Title = "Erster Schnee", Text = "Über Nacht." };
        var lead = await room.House.ActorOf(room.Lead.Person);
        return (await room.House.With((CreatePost create) => create.Run(lead, unit, content, new PostDue.Open(), false, CancellationToken.None))).Value!.Standing.Id;
    }

    private static Task Rows(Newsroom room, PostId post, int count, DeliveryState state, DateTime due) => room.House.With(async (Db db) =>
    {
        var rows = Enumerable.Range(0, count).Select(i => new Delivery(
            post, 1, ChannelId.New(), ScriptedNetwork.Key, DeliveryKind.Publish, "schluessel", due, due.AddHours(1), null, null)).ToList();
        db.AddRange(rows);
        await db.SaveChangesAsync();
        var ids = rows.Select(x => x.Id).ToList();
        return await db.Set<Delivery>().Where(x => ids.Contains(x.Id)).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, state));
    });
}
