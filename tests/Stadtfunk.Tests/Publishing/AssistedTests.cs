using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Publishing.Assisted;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What no machine may post: a person does it, and the ledger stays as true as for all others.</summary>
public sealed class AssistedTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private const string Address = "https://whatsapp.com/channel/0029abc";

    [Fact]
    public async Task At_its_time_the_owner_is_told_and_what_they_say_is_the_receipt()
    {
        await using var room = await Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        await room.Turn();
        Assert.Empty(await Notices(room));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Processing, 1, PostState.Published), (row.State, row.Attempt, await room.StateOf(post)));
        var notice = Assert.Single(await Notices(room));
        Assert.Equal((room.Lead.Person, $"/desk/aufgaben/{row.Id}", "Publishing.Notice.Hand.Publish"), (notice.Person, notice.Link, notice.Text));
        var task = await Task(room, row, room.Lead);
        Assert.Equal(("WhatsApp-Kanal", new Uri(Address), true), (task.Place, task.Open, task.MayPost));
        Assert.StartsWith("Erster Schnee\n\nÜber Nacht", task.Text, StringComparison.Ordinal);
        room.House.Clock.Advance(TimeSpan.FromMinutes(3));
        Good(await Answer(room, row, room.Lead, true, $"{Address}/17"));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, $"{Address}/17", room.House.Now, room.Lead.Person.Value), (row.State, row.Link, row.PublishedAt, row.AnsweredBy));
        Assert.Equal("WhatsApp-Kanal", Assert.Single(await room.House.With((IDeliveries use) => use.Copies(post, Ct))).NetworkName);
        await room.Pass(TimeSpan.FromSeconds(10));
        Assert.Single(await Notices(room));
    }

    [Fact]
    public async Task Not_posted_is_said_to_everybody_and_another_try_is_a_new_task()
    {
        await using var room = await Open();
        var post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        Good(await Take(room, row, room.Lead));
        Good(await Answer(room, row, room.Lead, false));
        Assert.Equal((DeliveryState.Refused, "Publishing.Hand.NotDone"), ((await room.Row(post)).State, (await room.Row(post)).SentenceKey));
        await room.House.Pump();
        Assert.Equal(PostState.Failed, await room.StateOf(post));
        Good(await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, null, Ct)));
        await room.Turn();
        Assert.Equal((DeliveryState.Processing, 2), ((await room.Row(post)).State, (await room.Row(post)).Attempt));
        Assert.Null((await Task(room, row, room.Lead)).TakenBy);
        Assert.Equal(2, (await Notices(room)).Count);
    }

    [Fact]
    public async Task Of_two_people_one_takes_it_and_one_answers()
    {
        await using var room = await Open();
        var other = await room.House.Actor("Nkechi Okafor", (room.Unit, Role.Approver));
        var post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        Assert.False((await Task(room, row, other)).MayPost);
        var both = await System.Threading.Tasks.Task.WhenAll(Take(room, row, room.Lead), Take(room, row, other));
        Assert.Single(both, outcome => outcome.Ok);
        Assert.Equal("Publishing.Hand.TakenBy", both.Single(outcome => !outcome.Ok).Refusals[0].Key);
        var (first, second) = both[0].Ok ? (room.Lead, other) : (other, room.Lead);
        Assert.True((await Task(room, row, first)).MayPost);
        Assert.False((await Task(room, row, second)).MayPost);
        Assert.Equal("Publishing.Hand.TakenBy", (await Answer(room, row, second, true)).Refusals[0].Key);
        Good(await Take(room, row, second, over: true));
        Assert.Equal("Publishing.Hand.TakenBy", (await Answer(room, row, first, true)).Refusals[0].Key);
        // The same person in two tabs.
        var answers = await System.Threading.Tasks.Task.WhenAll(Answer(room, row, second, true), Answer(room, row, second, false));
        Assert.Single(answers, outcome => outcome.Ok);
        Assert.Equal("Publishing.Hand.Answered", answers.Single(outcome => !outcome.Ok).Refusals[0].Key);
    }

    [Fact]
    public async Task Without_an_answer_it_is_reminded_once_and_then_asked_and_never_told_again_by_itself()
    {
        await using var room = await Open();
        var post = await room.Release();
        await room.Turn();
        foreach (var (minutes, notices) in new[] { (29, 1), (2, 2), (28, 2) })
        {
            room.House.Clock.Advance(TimeSpan.FromMinutes(minutes));
            await Round(room);
            await room.Turn();
            Assert.Equal((DeliveryState.Processing, notices), ((await room.Row(post)).State, (await Notices(room)).Count));
        }
        room.House.Clock.Advance(TimeSpan.FromMinutes(2));
        await Round(room);
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Asking, row.State);
        Assert.False((await Task(room, row, room.Lead)).MayPost);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(DeliveryState.Asking, (await room.Row(post)).State);
        Good(await Answer(room, row, room.Lead, true));
        Assert.Equal((DeliveryState.Published, Address), ((await room.Row(post)).State, (await room.Row(post)).Link));
    }

    [Fact]
    public async Task Withdrawn_before_it_was_posted_it_is_not_to_be_posted_any_more()
    {
        await using var room = await Open();
        var post = await room.Release();
        await room.Turn();
        Good(await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, Ct)));
        await room.House.Pump();
        await room.Turn();
        var row = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Publish);
        var task = await Task(room, row, room.Lead);
        Assert.True(task is { CalledOff: true, MayPost: false, MayAnswer: true });
        Good(await Answer(room, row, room.Lead, false));
        await room.Pass(TimeSpan.FromSeconds(8));
        Assert.All(await room.Rows(post), x => Assert.Equal(DeliveryState.Withdrawn, x.State));
    }

    [Fact]
    public async Task Withdrawn_after_it_was_posted_it_is_a_task_to_take_it_away()
    {
        await using var room = await Open();
        var post = await room.Release();
        await room.Turn();
        Good(await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, Ct)));
        await room.House.Pump();
        await room.Turn();
        // Posted already, when the word of the withdrawal came.
        Good(await Answer(room, (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Publish), room.Lead, true, $"{Address}/3"));
        await room.Pass(TimeSpan.FromSeconds(8));
        var away = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete);
        Assert.Equal(DeliveryState.Processing, away.State);
        Assert.Equal(new Uri($"{Address}/3"), (await Task(room, away, room.Lead)).Open);
        Good(await Answer(room, away, room.Lead, true));
        Assert.Equal(DeliveryState.Published, (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete).State);
        Assert.Empty(await room.House.With((IDeliveries use) => use.Copies(post, Ct)));
    }

    [Fact]
    public async Task A_change_of_what_was_posted_is_a_task_too()
    {
        await using var room = await Open();
        var post = await room.Release();
        await room.Turn();
        Good(await Answer(room, await room.Row(post), room.Lead, true, $"{Address}/4"));
        await room.Correct(post, "Über Nacht hat es geschneit.");
        await room.Turn();
        var edit = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit);
        var task = await Task(room, edit, room.Lead);
        Assert.Equal((DeliveryState.Processing, new Uri($"{Address}/4")), (edit.State, task.Open));
        Assert.EndsWith("Über Nacht hat es geschneit.", task.Text, StringComparison.Ordinal);
        Good(await Answer(room, edit, room.Lead, true));
        Assert.Equal(DeliveryState.Published, (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_before_it_was_posted_is_posted_with_it_unless_the_old_text_was_on_the_screen(bool seen)
    {
        await using var room = await Open();
        var post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        var before = await Task(room, row, room.Lead);
        await room.Correct(post, "Über Nacht hat es geschneit.");
        await room.Turn();
        var after = await Task(room, row, room.Lead);
        Assert.EndsWith("Über Nacht hat es geschneit.", after.Text, StringComparison.Ordinal);
        Good(await room.House.With((AnswerHandTask use) => use.Run(room.Lead, row.Id, new HandAnswer(true, null, seen ? after.Shown : before.Shown), Ct)));
        await room.Pass(TimeSpan.FromSeconds(8));
        var edit = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit);
        Assert.Equal(seen ? DeliveryState.Published : DeliveryState.Processing, edit.State);
    }

    [Fact]
    public async Task A_process_that_died_while_the_task_was_opened_opens_it_once()
    {
        await using var room = await Open();
        var post = await room.Release(due: room.House.Now.AddHours(1));
        var row = await room.Row(post);
        await room.House.With(async (Db db) =>
        {
            var mine = await db.Set<Delivery>().SingleAsync(x => x.Id == row.Id);
            mine.Wake(room.House.Now);
            Assert.True(mine.LeaseToPrepare("dead", room.House.Now) && mine.Intend(room.House.Now));
            await db.SaveChangesAsync();
        });
        Assert.Equal("Publishing.Hand.Answered", (await Answer(room, row, room.Lead, true)).Refusals[0].Key);
        room.House.Clock.Advance(TimeSpan.FromSeconds(31));
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Processing, (await room.Row(post)).State);
        Assert.Single(await Notices(room));
    }

    [Theory]
    [InlineData("ist gepostet", "Publishing.Hand.LinkBad")]
    [InlineData("http://whatsapp.com/channel/0029abc/1", "Publishing.LinkIsNotOurs")]
    [InlineData("https://whatsapp.com.example/channel/0029abc/1", "Publishing.LinkIsNotOurs")]
    [InlineData("https://whatsapp.com/channel/0029other/1", "Publishing.LinkIsNotOurs")]
    [InlineData("https://whatsapp.com/channel/0029abc/1", "Publishing.LinkBelongsToAnother")]
    public async Task A_link_has_to_be_of_this_channel_and_of_no_other_post(string link, string key)
    {
        await using var room = await Open();
        var other = await room.Release("Zweiter Schnee");
        await room.Turn();
        Good(await Answer(room, await room.Row(other), room.Lead, true, $"{Address}/1"));
        var post = await room.Release();
        await room.Turn();
        var refused = await Answer(room, await room.Row(post), room.Lead, true, link);
        Assert.Equal((key, "link"), (refused.Refusals.Single().Key, refused.Refusals[0].Field));
        Assert.Equal(DeliveryState.Processing, (await room.Row(post)).State);
    }

    [Fact]
    public async Task Whoever_was_chosen_gets_the_tasks_and_nobody_else_sees_them()
    {
        await using var room = await Open();
        var fire = await room.House.Unit(room.Unit, "Feuerwehr");
        var stranger = await room.House.Actor("Tom Krüger", (fire, Role.DeskLead));
        Assert.Equal("Kernel.Forbidden", (await room.House.With((SetHandOwners use) => use.Run(room.Writer, room.Channels[0], [room.Writer.Person], Ct))).Refusals[0].Key);
        Assert.Equal("Publishing.Hand.OwnerUnknown", (await room.House.With((SetHandOwners use) => use.Run(room.Lead, room.Channels[0], [stranger.Person], Ct))).Refusals[0].Key);
        Good(await room.House.With((SetHandOwners use) => use.Run(room.Lead, room.Channels[0], [room.Writer.Person], Ct)));
        var post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal(room.Writer.Person, Assert.Single(await Notices(room)).Person);
        Assert.Equal("Publishing.DeliveryGone", (await room.House.With((ReadHandTask use) => use.Run(stranger, row.Id, Ct))).Refusals[0].Key);
        Assert.Single(await room.House.With((OpenHandTasks use) => use.Run(room.Writer, Ct)));
        Assert.Empty(await room.House.With((OpenHandTasks use) => use.Run(stranger, Ct)));
        await room.House.With((PausePublishing use) => use.Run(room.Lead, room.Channels[0], Ct));
        Assert.True(await Task(room, row, room.Writer) is { Paused: true, MayPost: false });
        Good(await Answer(room, row, room.Writer, true));
    }

    [Fact]
    public async Task However_much_others_have_to_post_by_hand_it_hides_no_task_of_ones_own()
    {
        await using var room = await Open();
        var fire = await room.House.Unit(room.Unit, "Feuerwehr");
        var chief = await room.House.Actor("Tom Krüger", (fire, Role.DeskLead));
        var theirs = (await room.House.With((IChannels register) => register.Create(chief, new NewChannel(fire, "assisted", "Feuerwehr", "Probe", null, null, null), Ct))).Value!;
        var post = await room.Release();
        await room.Turn();
        var own = await room.Row(post);
        await room.House.With(async (Db db) =>
        {
            var rows = Enumerable.Range(2, 150).Select(i => new Delivery(post, i, theirs, "assisted", DeliveryKind.Publish, "schluessel", own.Due.AddDays(-i), own.Due.AddDays(1), null, null)).ToList();
            db.AddRange(rows);
            await db.SaveChangesAsync();
            return await db.Set<Delivery>().Where(x => x.Channel == theirs).ExecuteUpdateAsync(set => set.SetProperty(x => x.State, DeliveryState.Processing));
        });
        Good(await room.House.With((SetHandOwners use) => use.Run(room.Lead, room.Channels[0], [room.Writer.Person], Ct)));
        Assert.Equal(own.Id, Assert.Single(await room.House.With((OpenHandTasks use) => use.Run(room.Writer, Ct))).Id);
        // Of more than a list shows, the newest.
        var shown = await room.House.With((OpenHandTasks use) => use.Run(chief, Ct));
        var newest = await room.House.With((Db db) => db.Set<Delivery>().Where(x => x.Channel == theirs).OrderByDescending(x => x.Due).Select(x => x.Id).FirstAsync());
        Assert.Equal((100, true), (shown.Count, shown.Any(x => x.Id == newest)));
    }

    [Theory]
    [InlineData("whatsapp", "", Address, "Networks.Assisted.NameMissing")]
    [InlineData("fax", "Stadt", Address, "Networks.Assisted.RulesUnknown")]
    [InlineData("whatsapp", "Stadt", "whatsapp.com/channel/1", "Networks.Assisted.AddressBad")]
    [InlineData("whatsapp", "Stadt", "http://whatsapp.com/channel/1", "Networks.Assisted.AddressBad")]
    [InlineData("instagram", "Stadt", Address, "Networks.Assisted.AddressElsewhere")]
    [InlineData("whatsapp", "Stadt", "https://whatsapp.com.evil.example/channel/1", "Networks.Assisted.AddressElsewhere")]
    public async Task A_channel_by_hand_says_what_its_entry_lacks(string like, string name, string address, string key)
    {
        await using var room = await Newsroom.Open(0);
        var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, "assisted", "WhatsApp", "Probe", null, null, null), Ct));
        var fields = new Dictionary<string, string> { ["rulesLike"] = like, ["name"] = name, ["address"] = address };
        Assert.Equal(key, (await room.House.With((ConnectChannel use) => use.Run(room.Lead, made.Value, fields, Ct))).Refusals.Single().Key);
    }

    [Theory]
    [InlineData("whatsapp", Address, false)]
    [InlineData("instagram", "https://www.instagram.com/musterstadt", true)]
    public async Task A_description_is_handed_on_only_where_there_is_a_place_for_it(string like, string address, bool takes)
    {
        await using var room = await Open(like, address);
        var post = await room.Release(pictures: [await room.Picture()]);
        await room.Turn();
        var picture = Assert.Single((await Task(room, await room.Row(post), room.Lead)).Pictures);
        Assert.Equal(("Ein verschneiter Park", takes), (picture.Alt, picture.TakesAlt));
    }

    private static async Task<Newsroom> Open(string like = "whatsapp", string address = Address)
    {
        var room = await Newsroom.Open(0);
        var made = await room.House.With((IChannels register) => register.Create(room.Lead, new NewChannel(room.Unit, "assisted", "WhatsApp", "Probe", null, null, null), Ct));
        var fields = new Dictionary<string, string> { ["rulesLike"] = like, ["name"] = "Stadt", ["address"] = address };
        Good(await room.House.With((ConnectChannel use) => use.Run(room.Lead, made.Value, fields, Ct)));
        room.Channels.Add(made.Value);
        return room;
    }

    private static async Task<HandTaskView> Task(Newsroom room, Delivery row, Actor actor) => (await room.House.With((ReadHandTask use) => use.Run(actor, row.Id, Ct))).Value!;

    private static Task<Outcome<Done>> Take(Newsroom room, Delivery row, Actor actor, bool over = false) => room.House.With((TakeHandTask use) => use.Run(actor, row.Id, over, Ct));

    private static Task<Outcome<Done>> Answer(Newsroom room, Delivery row, Actor actor, bool done, string? link = null) =>
        room.House.With((AnswerHandTask use) => use.Run(actor, row.Id, new HandAnswer(done, link, row.Revision), Ct));

    private static Task Round(Newsroom room) => room.House.With((HandTaskRound round) => round.Tick(Ct));

    private static Task<List<NoticeRow>> Notices(Newsroom room) =>
        room.House.With((Db db) => db.Set<NoticeRow>().AsNoTracking().Where(x => x.Kind == NoticeKind.ByHand).ToListAsync());

    private static void Good<T>(Outcome<T> outcome) => Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Refusals[0].Key);
}
