using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>People change their minds while posts are on their way: called off, withdrawn, another time, paused.</summary>
public sealed class ChangeOfMindTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task A_post_that_is_called_off_does_not_go_live_even_if_the_word_of_it_is_late()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        var called = await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, CancellationToken.None));
        Assert.True(called.Ok);
        // The event waits in the outbox while the due time passes.
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.House.With((DeliveryRound round) => round.Tick(CancellationToken.None));
        await room.House.Pump();
        await room.Turn();
        Assert.Equal(0, room.Network.Calls);
        Assert.Equal(DeliveryState.Withdrawn, (await room.Row(post)).State);
        Assert.Equal(PostState.Draft, await room.StateOf(post));
    }

    [Fact]
    public async Task A_post_that_is_given_a_later_time_does_not_go_out_at_the_old_one()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        var moved = await room.House.With((ReschedulePost use) => use.Run(room.Lead, post, null, new PostDue.At(room.House.Now.AddMinutes(30)), CancellationToken.None));
        Assert.True(moved.Ok);
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Turn();
        Assert.Equal(0, room.Network.Calls);
        room.House.Clock.Advance(TimeSpan.FromMinutes(21));
        await room.Turn();
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_later_time_holds_even_if_the_word_of_it_is_late()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        Assert.True((await room.House.With((ReschedulePost use) => use.Run(room.Lead, post, null, new PostDue.At(room.House.Now.AddMinutes(30)), CancellationToken.None))).Ok);
        // The event waits in the outbox while the old time passes.
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.House.With((DeliveryRound round) => round.Tick(CancellationToken.None));
        Assert.Equal(PostState.Scheduled, await room.StateOf(post));
        await room.Turn();
        Assert.Equal(0, room.Network.Calls);
        room.House.Clock.Advance(TimeSpan.FromMinutes(25));
        await room.Turn();
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task Words_of_times_that_come_in_the_wrong_order_leave_the_last_one_that_was_given()
    {
        await using var room = await Newsroom.Open();
        var first = room.House.Now.AddMinutes(5);
        var post = await room.Release(due: first);
        Assert.True((await room.House.With((ReschedulePost use) => use.Run(room.Lead, post, null, new PostDue.At(room.House.Now.AddMinutes(30)), CancellationToken.None))).Ok);
        await room.House.Pump();
        // The first word failed, was put off, and comes last.
        await room.House.With((Db db) =>
        {
            db.Raise(new PostReleased(post, 1, first, room.Lead.Person));
            return db.SaveChangesAsync();
        });
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.Turn();
        Assert.Equal(0, room.Network.Calls);
        Assert.Equal(PostState.Scheduled, await room.StateOf(post));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(180, false)]
    public async Task A_word_of_a_release_that_comes_after_an_outage_is_not_sent_late_in_silence(int minutes, bool goesOut)
    {
        await using var room = await Newsroom.Open();
        var post = await room.Approved("Vor dem Ausfall");
        Assert.True((await room.House.With((ReleasePost use) => use.Run(room.Lead, post, null, new PostDue.Open(), CancellationToken.None))).Ok);
        room.House.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await room.House.Pump();
        await room.Turn();
        await room.Turn();
        Assert.Equal(goesOut ? (1, PostState.Published) : (0, PostState.Missed), (room.Network.Calls, await room.StateOf(post)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_withdrawn_post_whose_first_call_is_open_is_never_published_whatever_a_person_says(bool isThere)
    {
        var answer = isThere ? CheckAnswer.ItIsThere : CheckAnswer.NotThere;
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        // Not to be seen, but only the network's memory of our key makes a repetition safe; and that one is put off.
        room.Network.LookUps.Enqueue(_ => new Finding.Absent(room.House.Now.AddHours(1)));
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromMinutes(10), Why));
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.True((await room.Row(post)).IsOpen);
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, "Irrtum", CancellationToken.None))).Ok);
        await room.House.Pump();
        var asked = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Publish);
        Assert.Equal(DeliveryState.Asking, asked.State);
        var said = await room.House.With((AnswerCheck check) => check.Run(room.Lead, asked.Id, answer, "https://probe.example/dort", CancellationToken.None));
        Assert.True(said.Ok);
        room.House.Clock.Advance(TimeSpan.FromMinutes(11));
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(7));
        var rows = await room.Rows(post);
        Assert.Equal(
            answer == CheckAnswer.NotThere ? (DeliveryState.Withdrawn, DeliveryState.Withdrawn) : (DeliveryState.Published, DeliveryState.Published),
            (rows.Single(x => x.Kind == DeliveryKind.Publish).State, rows.Single(x => x.Kind == DeliveryKind.Delete).State));
        // The two calls before the withdrawal, and the deletion of what is there.
        Assert.Equal(answer == CheckAnswer.NotThere ? 2 : 3, room.Network.Calls);
    }

    [Fact]
    public async Task A_withdrawal_waits_for_an_unknown_outcome_and_what_did_not_arrive_is_not_sent_any_more()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(DeliveryState.Unknown, (await room.Row(post)).State);
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, "Irrtum", CancellationToken.None))).Ok);
        await room.House.Pump();
        await room.Pass(TimeSpan.FromSeconds(20));
        Assert.Empty(room.Network.Accepted);
        Assert.Equal(1, room.Network.Calls);
        Assert.All(await room.Rows(post), row => Assert.Equal(DeliveryState.Withdrawn, row.State));
    }

    [Fact]
    public async Task A_withdrawal_of_what_arrived_takes_it_away_with_a_receipt()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.Turn();
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, CancellationToken.None))).Ok);
        await room.House.Pump();
        await room.Turn();
        var rows = await room.Rows(post);
        Assert.Equal(DeliveryState.Published, rows.Single(x => x.Kind == DeliveryKind.Delete).State);
        Assert.Equal(2, room.Network.Calls);
    }

    [Fact]
    public async Task What_is_too_late_is_missed_and_asks_for_a_new_time()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromHours(2), Why));
        var post = await room.Release();
        await room.Turn();
        room.House.Clock.Advance(TimeSpan.FromMinutes(61));
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Missed, row.State);
        Assert.True((await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, null, CancellationToken.None))).Ok);
        // The network's own two hours have to pass first; the new cut-off is a minute later.
        room.House.Clock.Advance(TimeSpan.FromSeconds(59.5 * 60));
        await room.Turn();
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_new_time_is_neither_in_the_past_nor_years_away()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        var post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        foreach (var (due, key) in new[]
        {
            (room.House.Now.AddYears(2).AddMinutes(1), "Publishing.TimeTooFar"), (DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc), "Publishing.TimeTooFar"),
            (room.House.Now.AddMinutes(-1), "Publishing.TimeHasPassed"),
        })
        {
            var again = await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, due, CancellationToken.None));
            Assert.Equal((key, "due"), (Assert.Single(again.Refusals).Key, again.Refusals[0].Field));
        }
        Assert.Equal(DeliveryState.Refused, (await room.Row(post)).State);
        Assert.True((await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, room.House.Now.AddYears(2).AddMinutes(-1), CancellationToken.None))).Ok);
    }

    [Fact]
    public async Task A_repetition_that_only_a_remembered_key_protects_is_asked_once_the_key_is_forgotten()
    {
        await using var room = await Newsroom.Open();
        var until = room.House.Now.AddMinutes(10);
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromMinutes(20), Why));
        room.Network.LookUps.Enqueue(_ => new Finding.Absent(until));
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(2, room.Network.Calls);
        room.House.Clock.Advance(TimeSpan.FromMinutes(21));
        await room.Turn();
        Assert.Equal(DeliveryState.Asking, (await room.Row(post)).State);
        Assert.Equal(2, room.Network.Calls);
    }

    [Fact]
    public async Task A_paused_channel_sends_nothing_and_goes_on_where_it_was()
    {
        await using var room = await Newsroom.Open(2);
        await room.House.With((PausePublishing use) => use.Run(room.Lead, room.Channels[0], CancellationToken.None));
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(1, room.Network.Calls);
        await room.House.With((ResumePublishing use) => use.Run(room.Lead, room.Channels[0], CancellationToken.None));
        await room.Turn();
        Assert.All(await room.Rows(post), row => Assert.Equal(DeliveryState.Published, row.State));
    }

    [Fact]
    public async Task A_row_that_a_dead_process_left_while_sending_is_looked_up_and_never_simply_sent()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddHours(1));
        var row = await room.Row(post);
        // As SIGKILL leaves it: the intent is committed, the call may have happened.
        await room.House.With(async (Db db) =>
        {
            var mine = await db.Set<Delivery>().SingleAsync(x => x.Id == row.Id);
            mine.Wake(room.House.Now);
            Assert.True(mine.LeaseToPrepare("dead", room.House.Now) && mine.Intend(room.House.Now));
            await db.SaveChangesAsync();
        });
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        room.House.Clock.Advance(TimeSpan.FromSeconds(29));
        await room.Turn();
        Assert.Equal(DeliveryState.Sending, (await room.Row(post)).State);
        room.House.Clock.Advance(TimeSpan.FromSeconds(2));
        await room.Turn();
        Assert.Equal(DeliveryState.Unknown, (await room.Row(post)).State);
        Assert.Equal(0, room.Network.Calls);
    }

    [Fact]
    public async Task Whoever_loaded_a_row_before_it_was_sent_cannot_call_it_off_any_more()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddHours(1));
        await room.House.With(async (Db late) =>
        {
            var seen = await late.Set<Delivery>().SingleAsync(x => x.Post == post);
            await room.House.With(async (Db db) =>
            {
                var row = await db.Set<Delivery>().SingleAsync(x => x.Post == post);
                row.Wake(room.House.Now);
                Assert.True(row.LeaseToPrepare("here", room.House.Now));
                await db.SaveChangesAsync();
                Assert.True(row.Intend(room.House.Now));
                await db.SaveChangesAsync();
            });
            seen.WithdrawnBeforeSending(Why);
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => late.SaveChangesAsync());
        });
    }
}
