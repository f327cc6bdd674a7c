using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Publishing.Assisted;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>From the library over the desk and the courier to TikTok: at once, or over a draft that a person finishes.</summary>
public sealed class TikTokDeliveryTests(Peers peers)
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_film_of_the_library_is_published_and_cannot_be_taken_back_by_a_program()
    {
        var (room, lab, account) = await Open(audited: true);
        await using var _ = room;
        await TikTokStage.Behave(lab, account, new { moderationMs = 15_000 });
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)], terms: TikTokStage.ForEveryone);
        await room.Pass(TimeSpan.FromSeconds(8));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Processing, null), (row.State, row.ForPerson));
        Assert.Empty(await Notices(room));
        await TikTokStage.Behave(lab, account, new { });
        await room.Pass(TimeSpan.FromSeconds(12));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1), (row.State, row.Attempt));
        Assert.NotNull(row.VerifiedAt);
        var there = Assert.Single(await lab.Ledger.Posts(account, default));
        Assert.Equal((row.RemoteId, there.Url), (there.Id, row.Receipt!.Link.AbsoluteUri));
        Assert.Equal("Erster Schnee\n\nÜber Nacht hat der Winter die Stadt gefunden.", there.Text![..there.Text!.IndexOf("gefunden.", StringComparison.Ordinal)] + "gefunden.");
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Single(await room.Rows(post));
    }

    [Fact]
    public async Task A_draft_is_somebodys_task_until_TikTok_says_that_it_is_public()
    {
        var (room, lab, account) = await Open(audited: false);
        await using var _ = room;
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(12));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Processing, "Networks.TikTok.InInbox"), (row.State, row.ForPerson?.Key));
        // What waits for a person's hand does not keep the post from being out.
        Assert.Equal(PostState.Published, await room.StateOf(post));
        var notice = Assert.Single(await Notices(room));
        Assert.Equal((room.Lead.Person, $"/desk/aufgaben/{row.Id}", "Publishing.Notice.Draft"), (notice.Person, notice.Link, notice.Text));
        Assert.Equal("TikTok", Assert.Single(await room.House.With((OpenHandTasks use) => use.Run(room.Lead, Ct))).Place);
        var task = await Task(room, row, room.Lead);
        Assert.True(task is { MayPost: true, MayAnswer: true, Pictures: [] });
        // The caption goes with the task: TikTok takes none for a draft of a video.
        Assert.StartsWith("Erster Schnee", task.Text, StringComparison.Ordinal);
        Assert.Contains("App fertigstellen", task.Sentence, StringComparison.Ordinal);
        var view = Assert.Single((await room.House.With((IDeliveries use) => use.OfPosts([post], Ct)))[post]);
        Assert.True(view.IsDraft);
        await TikTokStage.Finish(lab, account);
        await room.Pass(TimeSpan.FromSeconds(12));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, Assert.Single(await lab.Ledger.Posts(account, default)).Id, (Guid?)null), (row.State, row.RemoteId, row.AnsweredBy));
        Assert.Empty(await room.House.With((OpenHandTasks use) => use.Run(room.Lead, Ct)));
        Assert.False((await Task(room, row, room.Lead)).IsOpen);
    }

    [Fact]
    public async Task A_person_may_say_that_it_is_done_and_only_of_a_post_of_this_account()
    {
        var (room, lab, account) = await Open(audited: false);
        await using var _ = room;
        var film = await OutgoingVideoTests.Film(room);
        var post = await room.Release(pictures: [film]);
        await room.Pass(TimeSpan.FromSeconds(4));
        var row = await room.Row(post);
        Assert.Equal("Publishing.LinkIsNotOurs", (await Answer(room, row, true, "https://www.tiktok.com/@andere/video/7300000000000000001")).Refusals.Single().Key);
        // Posted for friends only, it never gets an address that TikTok would name.
        await TikTokStage.Finish(lab, account, "private");
        await room.Pass(TimeSpan.FromSeconds(10));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Processing, null), (row.State, row.ForPerson));
        Assert.False((await room.House.With((ReadHandTask use) => use.Run(room.Lead, row.Id, Ct))).Ok);

        var other = await room.Release(pictures: [film]);
        await room.Pass(TimeSpan.FromSeconds(4));
        row = await room.Row(other);
        Assert.True((await Answer(room, row, true)).Ok);
        row = await room.Row(other);
        Assert.Equal((DeliveryState.Published, $"https://www.tiktok.com/@{account.Account}", room.Lead.Person.Value), (row.State, row.Link, row.AnsweredBy));
    }

    [Fact]
    public async Task Nobody_finishes_it_in_time_and_it_is_asked_and_not_finished_it_may_be_sent_again_without_a_second_draft()
    {
        var (room, lab, account) = await Open(audited: false);
        await using var _ = room;
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(4));
        var row = await room.Row(post);
        Assert.True((await Answer(room, row, false)).Ok);
        Assert.Equal((DeliveryState.Refused, "Publishing.Hand.NotDone"), ((await room.Row(post)).State, (await room.Row(post)).SentenceKey));
        Assert.True((await room.House.With((Stadtfunk.Publishing.Checks.SendAgain use) => use.Run(room.Lead, row.Id, null, Ct))).Ok);
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal((DeliveryState.Processing, "Networks.TikTok.InInbox"), ((await room.Row(post)).State, (await room.Row(post)).ForPerson?.Key));
        Assert.Single(await lab.Ledger.Of(account, default));
        room.House.Clock.Advance((await room.Row(post)).CutOff - room.House.Now);
        await room.House.With((HandTaskRound round) => round.Tick(Ct));
        Assert.Equal((DeliveryState.Asking, "Publishing.Hand.Deadline"), ((await room.Row(post)).State, (await room.Row(post)).SentenceKey));
        // Somebody did finish it, and was late to say so.
        Assert.True((await Answer(room, await room.Row(post), true)).Ok);
    }

    [Fact]
    public async Task A_draft_that_is_sent_again_a_day_later_has_all_its_time_anew()
    {
        var (room, lab, account) = await Open(audited: false);
        await using var _ = room;
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(4));
        var row = await room.Row(post);
        Assert.True((await Answer(room, row, false)).Ok);
        room.House.Clock.Advance(TimeSpan.FromHours(26));
        Assert.True((await room.House.With((Stadtfunk.Publishing.Checks.SendAgain use) => use.Run(room.Lead, row.Id, null, Ct))).Ok);
        await room.Pass(TimeSpan.FromSeconds(12));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Processing, "Networks.TikTok.InInbox"), (row.State, row.ForPerson?.Key));
        Assert.DoesNotContain(await room.Attempts(row.Id), attempt => attempt.State == DeliveryState.Unknown);
        Assert.Single(await lab.Ledger.Of(account, default));
    }

    [Fact]
    public async Task A_last_piece_whose_answer_was_lost_is_found_out_by_its_id_and_posted_once()
    {
        var (room, lab, account) = await Open(audited: true);
        await using var _ = room;
        await TikTokStage.Behave(lab, account, new { processingMs = 3_600_000 });
        await lab.Faults.Spoil(account, default, new LabFault(LabFaultKind.Reset, "media", After: true, Count: 1));
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)], terms: TikTokStage.ForEveryone);
        await room.Pass(TimeSpan.FromSeconds(10));
        // Unknown at first; then TikTok says that it has all of it, and is at work.
        Assert.Equal(DeliveryState.Processing, (await room.Row(post)).State);
        Assert.Contains(await room.Attempts((await room.Row(post)).Id), attempt => attempt.State == DeliveryState.Unknown);
        await TikTokStage.Behave(lab, account, new { });
        await room.Pass(TimeSpan.FromSeconds(12));
        Assert.Equal((DeliveryState.Published, 1), ((await room.Row(post)).State, (await room.Row(post)).Attempt));
        Assert.Single(await lab.Ledger.Posts(account, default));
    }

    [Fact]
    public async Task Pictures_whose_answer_was_lost_are_asked_about_and_never_sent_a_second_time()
    {
        var (room, lab, account) = await Open(audited: true);
        await using var _ = room;
        await lab.Faults.Spoil(account, default, new LabFault(LabFaultKind.Reset, "post", Count: 1));
        var post = await room.Release(pictures: [await room.Picture()], terms: TikTokStage.ForEveryone);
        await room.Pass(TimeSpan.FromSeconds(70));
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Asking, row.State);
        // What nobody could find out is no task: it is answered where a link is checked.
        Assert.Equal("Publishing.Hand.Gone", (await Answer(room, row, true)).Refusals.Single().Key);
        Assert.False((await room.House.With((ReadHandTask use) => use.Run(room.Lead, row.Id, Ct))).Ok);
        Assert.Single(await room.Attempts(row.Id), attempt => attempt.What == "POST content/init");
    }

    [Fact]
    public async Task A_withdrawn_post_is_not_to_be_finished_any_more()
    {
        var (room, lab, account) = await Open(audited: false);
        await using var _ = room;
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(4));
        await room.Withdraw(post);
        var row = await room.Row(post);
        Assert.True(await Task(room, row, room.Lead) is { CalledOff: true, MayPost: false });
        Assert.True((await Answer(room, row, false)).Ok);
        Assert.Equal((DeliveryState.Withdrawn, "Publishing.CalledOff"), ((await room.Row(post)).State, (await room.Row(post)).SentenceKey));
        Assert.Empty(await lab.Ledger.Posts(account, default));
    }

    private async Task<(Newsroom Room, LabProcess Lab, LabAccount Account)> Open(bool audited)
    {
        var lab = await peers.Lab(default);
        var room = await Newsroom.Open(0, settings: TikTokStage.SettingsOf(lab, audited));
        var account = await lab.Account("tiktok", default);
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "tiktok"), account);
        return (room, lab, account);
    }

    private static async Task<HandTaskView> Task(Newsroom room, Delivery row, Actor actor) => (await room.House.With((ReadHandTask use) => use.Run(actor, row.Id, Ct))).Value!;

    private static Task<Stadtfunk.Kernel.Errors.Outcome<Stadtfunk.Kernel.Errors.Done>> Answer(Newsroom room, Delivery row, bool done, string? link = null) =>
        room.House.With((AnswerHandTask use) => use.Run(room.Lead, row.Id, new HandAnswer(done, link, row.Revision), Ct));

    private static Task<List<NoticeRow>> Notices(Newsroom room) => room.House.With((Db db) => db.Set<NoticeRow>().AsNoTracking().Where(x => x.Kind == NoticeKind.ByHand).ToListAsync());
}
