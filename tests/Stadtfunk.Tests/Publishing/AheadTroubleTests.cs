using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Foresight;
using Stadtfunk.Publishing.Notices;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What a network refuses ahead of its time is one line on Today and one notice, until it is mended or its time has come.</summary>
public sealed class AheadTroubleTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Sentence Why = new("Publishing.RevisionGone");

    [Fact]
    public async Task What_is_refused_ahead_is_one_line_on_Today_and_one_notice_until_its_time()
    {
        await using var room = await Newsroom.Open(scripted: Network());
        room.Network.Prepares.Enqueue(_ => new Step.Refused(Why));
        var due = room.House.Now.AddMinutes(20);
        var post = await room.Release("Winterfilm", due, [await OutgoingVideoTests.Film(room)]);
        Assert.Null((await Row(room)).Hitch);
        await room.Turn();
        await room.House.Pump();
        var row = await Row(room);
        Assert.Equal((Kind.Bad, "Refused", $"/desk/beitraege/{post}"), (row.Health.Kind, row.Health.Key, row.MendLink));
        var (words, says) = (room.House.Get<Words>(), Says(room, row));
        foreach (var part in new[] { "„Winterfilm“", words[Why.Key], "in 20 Minuten", room.House.Get<CityTime>().WordsOf(due) })
            Assert.Contains(part, says, StringComparison.Ordinal);
        room.House.Clock.Advance(TimeSpan.FromMinutes(19.5));
        Assert.Contains("in einer Minute", Says(room, await Row(room)), StringComparison.Ordinal);
        // Whoever wrote it and whoever may release it, once; the round of the hour tells it to nobody again.
        await room.House.With((PreflightRound round) => round.Tick(Ct));
        var told = await Told(room);
        Assert.Equal([room.Writer.Person, room.Lead.Person], told.Select(x => x.Person).OrderBy(x => x != room.Writer.Person));
        Assert.All(told, x => Assert.Equal(("Publishing.Notice.Ahead.Refused", $"/desk/beitraege/{post}"), (x.Text, x.Link)));
        // Its time has come: from now on it is what became of it.
        room.House.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Null((await Row(room)).Hitch);
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task A_post_that_is_taken_back_is_no_trouble_any_more()
    {
        await using var room = await Newsroom.Open(scripted: Network());
        room.Network.Prepares.Enqueue(_ => new Step.Refused(Why));
        var post = await room.Release("Winterfilm", room.House.Now.AddMinutes(20), [await OutgoingVideoTests.Film(room)]);
        await room.Turn();
        Assert.Equal("Refused", (await Row(room)).Hitch?.Key);
        Assert.True((await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, Ct))).Ok);
        await room.House.Pump();
        Assert.Null((await Row(room)).Hitch);
        // Nobody has to hear of what is over, where the news of it comes late.
        await room.House.With((Db db) => db.Set<NoticeRow>().ExecuteDeleteAsync());
        var row = await room.Row(post);
        await room.House.With((WhenDeliveryInTrouble late) => late.Handle(new VideoRefusedAhead(row.Id, post), Ct));
        Assert.Empty(await Told(room));
    }

    [Fact]
    public async Task A_new_time_and_a_new_connection_each_have_it_brought_there_anew()
    {
        await using var room = await Newsroom.Open(scripted: Network());
        room.Network.Prepares.Enqueue(_ => new Step.Refused(Why));
        room.Network.Prepares.Enqueue(_ => new Step.Refused(Why));
        var post = await room.Release("Winterfilm", room.House.Now.AddMinutes(10), [await OutgoingVideoTests.Film(room)]);
        await room.Turn();
        await room.House.Pump();
        Assert.True((await room.House.With((ReschedulePost use) => use.Run(room.Lead, post, null, new PostDue.At(room.House.Now.AddMinutes(25)), Ct))).Ok);
        await room.House.Pump();
        var row = await room.Row(post);
        Assert.Equal((false, (string?)null), (row.RefusedAhead, row.SentenceKey));
        await room.Turn();
        await room.House.Pump();
        // Of the other time people hear too.
        Assert.Equal((true, 4), ((await room.Row(post)).RefusedAhead, (await Told(room)).Count));
        Assert.True((await room.House.With((ConnectChannel connect) => connect.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" }, Ct))).Ok);
        await room.Turn();
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, "Publishing.VideoIsThere", false), (row.State, row.SentenceKey, row.RefusedAhead));
        Assert.Null((await Row(room)).Hitch);
    }

    [Fact]
    public async Task A_sign_in_that_is_lost_ahead_is_told_at_once_to_those_who_connect()
    {
        await using var room = await Newsroom.Open(scripted: Network());
        room.Network.Prepares.Enqueue(_ => new Step.SignInLost(Why));
        room.Network.Prepares.Enqueue(_ => new Step.SignInLost(Why));
        await room.Release("Winterfilm", room.House.Now.AddMinutes(20), [await OutgoingVideoTests.Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(5));
        await room.House.Pump();
        var row = await Row(room);
        Assert.Equal(("Lost", 1, $"/desk/kanaele/{room.Channels[0]}"), (row.Health.Key, row.Hitch!.Posts, row.MendLink));
        var told = Assert.Single(await Told(room));
        Assert.Equal(("Publishing.Notice.Channel", room.Lead.Person), (told.Text, told.Person));
        await room.House.With((PreflightRound round) => round.Tick(Ct));
        Assert.Single(await Told(room));
    }

    private static ScriptedNetwork Network() => AheadTests.Ahead();

    private static async Task<ChannelRow> Row(Newsroom room) => Assert.Single((await room.House.With((ChannelOutlook outlook) => outlook.Run(room.Lead, Ct))).Rows);

    private static string Says(Newsroom room, ChannelRow row) => row.Says(room.House.Get<Words>(), room.House.Get<CityTime>());

    private static Task<List<NoticeRow>> Told(Newsroom room) =>
        room.House.With((Db db) => db.Set<NoticeRow>().AsNoTracking().Where(x => x.Kind != NoticeKind.ApprovalWaits).OrderBy(x => x.At).ToListAsync());
}
