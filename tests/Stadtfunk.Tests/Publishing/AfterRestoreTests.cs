using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Publishing.Upkeep;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A restored house does not know what the earlier one has sent since: it rests, and asks.</summary>
public sealed class AfterRestoreTests
{
    [Fact]
    public async Task Nothing_is_sent_until_a_person_resumes_and_what_was_due_meanwhile_is_asked()
    {
        await using var room = await Newsroom.Open();
        var due = await room.Release("Erster Schnee", room.House.Now.AddMinutes(5));
        var later = await room.Release("Markttag", room.House.Now.AddMinutes(30));
        await room.House.With((IAfterRestore rest) => rest.Settle(CancellationToken.None));
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.Turn();
        Assert.Equal(0, room.Network.Calls);
        Assert.Equal(DeliveryState.Waiting, (await room.Row(due)).State);
        Assert.True((await room.House.With((ReadUpkeep read) => read.Run(room.Lead, CancellationToken.None))).IsRestored);

        Assert.False((await room.House.With((ResumePublishing use) => use.Run(room.Writer, null, CancellationToken.None))).Ok);
        Assert.True((await room.House.With((ResumePublishing use) => use.Run(room.Lead, null, CancellationToken.None))).Ok);
        await room.House.Pump();
        await room.Turn();
        Assert.Equal(0, room.Network.Calls);
        var asked = await room.Row(due);
        Assert.Equal((DeliveryState.Asking, "Publishing.MaybeSentBefore"), (asked.State, asked.SentenceKey));
        Assert.False((await room.House.With((ReadUpkeep read) => read.Run(room.Lead, CancellationToken.None))).IsRestored);

        // What falls due afterwards goes as always.
        room.House.Clock.Advance(TimeSpan.FromMinutes(25));
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(later)).State);
        Assert.Equal(1, room.Network.Calls);
        // And "it is not there" sends what was asked.
        Assert.True((await room.House.With((AnswerCheck use) => use.Run(room.Lead, asked.Id, CheckAnswer.NotThere, null, CancellationToken.None))).Ok);
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(due)).State);
    }

    [Fact]
    public async Task What_was_called_off_before_its_page_was_live_is_not_sent_by_an_answer()
    {
        await using var room = await Newsroom.Open();
        var (post, asked) = await Asked(room, TimeSpan.FromMinutes(6));
        Assert.True((await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, CancellationToken.None))).Ok);
        await room.House.Pump();
        Assert.True((await room.House.With((AnswerCheck use) => use.Run(room.Lead, asked.Id, CheckAnswer.NotThere, null, CancellationToken.None))).Ok);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(0, room.Network.Calls);
        Assert.Equal((DeliveryState.Withdrawn, "Publishing.CalledOff"), ((await room.Row(post)).State, (await room.Row(post)).SentenceKey));
    }

    [Fact]
    public async Task An_answer_sends_nothing_before_the_page_even_where_its_time_had_passed()
    {
        await using var room = await Newsroom.Open();
        var (post, asked) = await Asked(room, TimeSpan.FromHours(3));
        await room.Turn();
        Assert.Equal(PostState.Missed, await room.StateOf(post));
        PostState? seen = null;
        room.Network.Sends.Enqueue(errand =>
        {
            seen = room.StateOf(post).GetAwaiter().GetResult();
            return room.Network.Accept(errand);
        });
        Assert.True((await room.House.With((AnswerCheck use) => use.Run(room.Lead, asked.Id, CheckAnswer.NotThere, null, CancellationToken.None))).Ok);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((PostState.Publishing, PostState.Published, 1), (seen!.Value, await room.StateOf(post), room.Network.Calls));
    }

    private static async Task<(PostId Post, Delivery Asked)> Asked(Newsroom room, TimeSpan later)
    {
        var post = await room.Release("Erster Schnee", room.House.Now.AddMinutes(5));
        await room.House.With((IAfterRestore rest) => rest.Settle(CancellationToken.None));
        room.House.Clock.Advance(later);
        Assert.True((await room.House.With((ResumePublishing use) => use.Run(room.Lead, null, CancellationToken.None))).Ok);
        await room.House.Pump();
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Asking, row.State);
        return (post, row);
    }
}
