using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// The process dies at each moment that it has with the database, one after the other: while a person's answer is written, while a release becomes rows, after the
/// network's answer, after the receipt, in the handlers of the events. What the network accepted is the judge.
/// </summary>
public sealed class KillPointTests
{
    private const int Most = 200;
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Theory]
    [InlineData("notThere")]
    [InlineData("itIsThere")]
    [InlineData("leave")]
    public async Task Killed_while_an_answer_is_written_leaves_the_question_or_the_answer(string said)
    {
        var death = new Death();
        await using var room = await Newsroom.Open(configure: death.Watch);
        var (questions, answers) = (0, 0);
        for (var moment = 1; moment < Most; moment++)
        {
            var row = await Asking(room);
            death.ComesAt(moment);
            var survived = await Death.Survives(async () => Assert.True((await Answer(room, row, said)).Ok));
            death.Over();
            if (survived)
                break;
            var after = await room.Row(row.Post);
            var written = (await room.Attempts(row.Id)).Count(x => x.What == Attempt.Moved && x.At >= room.House.Now);
            if (after.State == DeliveryState.Asking)
            {
                questions++;
                // The question as it was: nothing of the answer.
                Assert.Equal((null, row.Fence, 0), (after.AnsweredBy, after.Fence, written));
                Assert.True((await Answer(room, row, said)).Ok);
            }
            else
            {
                answers++;
                // The answer whole, and it cannot be given twice.
                Assert.Equal((room.Lead.Person.Value, 1), (after.AnsweredBy!.Value, written));
                Assert.Equal("Publishing.NoLongerAsking", (await Answer(room, row, "leave")).Refusals.Single().Key);
            }
            await Restart(room);
            await room.Pass(TimeSpan.FromSeconds(4));
            var end = await room.Row(row.Post);
            Assert.Equal(said == "leave" ? DeliveryState.Withdrawn : DeliveryState.Published, end.State);
            Assert.Equal(said == "notThere" ? 1 : 0, room.Network.Accepted.Count(x => x.Key == row.Key));
            Assert.Equal(said == "leave" ? PostState.Failed : PostState.Published, await room.StateOf(row.Post));
        }
        Assert.True(questions > 2 && answers > 0, $"{questions} questions, {answers} answers");
    }

    [Fact]
    public async Task Killed_while_a_release_is_heard_of_it_becomes_rows_once()
    {
        var death = new Death();
        await using var room = await Newsroom.Open(configure: death.Watch);
        var deaths = 0;
        for (var moment = 1; moment < Most; moment++, deaths++)
        {
            var post = await room.Approved($"Freigegeben {moment}");
            Assert.True((await room.House.With((ReleasePost use) => use.Run(room.Lead, post, null, new PostDue.Open(), CancellationToken.None))).Ok);
            death.ComesAt(moment);
            var survived = await Death.Survives(room.House.Pump) && !death.Came;
            death.Over();
            if (survived)
                break;
            await Restart(room);
            await End(room, post);
        }
        Assert.InRange(deaths, 8, Most - 2);
    }

    [Fact]
    public async Task Killed_at_any_moment_after_the_network_accepted_it_stands_there_once_and_the_post_hears_of_it()
    {
        var death = new Death();
        await using var room = await Newsroom.Open(configure: death.Watch);
        var (unheard, heard) = (0, 0);
        for (var moment = 1; moment < Most; moment++)
        {
            var at = moment;
            room.Network.Sends.Enqueue(errand =>
            {
                death.ComesAt(at);
                return room.Network.Accept(errand);
            });
            var post = await room.Release($"Angenommen {moment}");
            // The receipt, the word of it in the outbox, and its handlers.
            var survived = await Death.Survives(room.Turn) && !death.Came;
            death.Over();
            if (survived)
                break;
            if ((await room.Row(post)).State == DeliveryState.Published)
                heard++;
            else
                unheard++;
            await Restart(room);
            await End(room, post);
        }
        // Before the receipt was there (PostgreSQL is given all of it at once), and afterwards.
        Assert.True(unheard > 1 && heard > 8, $"{unheard} without a receipt, {heard} with one");
    }

    private static async Task End(Newsroom room, PostId post)
    {
        await room.Pass(TimeSpan.FromSeconds(4));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, PostState.Published), (row.State, await room.StateOf(post)));
        Assert.NotNull(row.VerifiedAt);
        Assert.Single(room.Network.Accepted, x => x.Key == row.Key);
        Assert.Single(await room.Attempts(row.Id), x => x is { What: Attempt.Moved, State: DeliveryState.Published });
    }

    /// <summary>The next process gives back what the dead one held, and events that it had claimed are due again.</summary>
    private static async Task Restart(Newsroom room)
    {
        await new OwnLeases(room.House.Get<IServiceScopeFactory>(), room.House.Get<NodeName>()).StartingAsync(CancellationToken.None);
        room.House.Clock.Advance(TimeSpan.FromSeconds(25));
        await room.Turn();
    }

    private static async Task<Delivery> Asking(Newsroom room)
    {
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var post = await room.Release($"Fraglich {Guid.CreateVersion7():N}");
        await room.Turn();
        room.House.Clock.Advance(Delivery.AskAfter);
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Asking, row.State);
        room.House.Clock.Advance(TimeSpan.FromSeconds(1));
        return row;
    }

    private static Task<Outcome<Done>> Answer(Newsroom room, Delivery row, string said)
    {
        var (answer, link) = said switch
        {
            "notThere" => (CheckAnswer.NotThere, null),
            "itIsThere" => (CheckAnswer.ItIsThere, $"https://probe.example/{row.Key}"),
            _ => (CheckAnswer.Leave, (string?)null),
        };
        return room.House.With((AnswerCheck check) => check.Run(room.Lead, row.Id, answer, link, CancellationToken.None));
    }
}
