using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
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
}
