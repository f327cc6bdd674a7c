using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What people are told of a delivery in trouble says what was tried, each time that it ends so, and leads to what mends it.</summary>
public sealed class TroubleNoticesTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Sentence No = new("Networks.TextTooLong", "Probenetz", "600", "500");

    [Fact]
    public async Task What_a_network_refuses_is_told_to_its_author_and_to_those_who_release_and_again_when_it_fails_again()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Refused(No));
        room.Network.Sends.Enqueue(_ => new Step.Refused(No));
        var post = await room.Release();
        await room.Turn();
        await room.Turn();
        var told = await Told(room);
        Assert.Equal([room.Writer.Person, room.Lead.Person], told.Select(x => x.Person));
        Assert.All(told, x => Assert.Equal(("Publishing.Notice.Refused", $"/desk/beitraege/{post}", """["Erster Schnee","Kanal 1"]"""), (x.Text, x.Link, x.Args)));
        await Again(room, await room.Row(post));
        Assert.Equal(4, (await Told(room)).Count);
    }

    [Fact]
    public async Task What_misses_its_time_again_without_having_been_tried_is_told_again()
    {
        await using var room = await Newsroom.Open();
        await room.House.With((PausePublishing use) => use.Run(room.Lead, room.Channels[0], Ct));
        var post = await room.Release();
        for (var turn = 1; turn <= 2; turn++)
        {
            await room.Turn();
            room.House.Clock.Advance(TimeSpan.FromMinutes(61));
            await room.Turn();
            var row = await room.Row(post);
            Assert.Equal((DeliveryState.Missed, 0), (row.State, row.Attempt));
            Assert.Equal(2 * turn, (await Told(room)).Count(x => x.Text == "Publishing.Notice.Missed"));
            Good(await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, null, Ct)));
        }
    }

    [Fact]
    public async Task A_refused_change_is_told_as_a_change()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Refused(No));
        await room.Correct(post, "Der Winter ist schon wieder fort.");
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(["Publishing.Notice.Refused.Edit"], (await Told(room)).Select(x => x.Text).Distinct());
        var check = Assert.Single(await Checks(room));
        Assert.Equal((Mend.Rewrite, (await Publish(room, post)).Link), (check.Mend, check.Copy?.AbsoluteUri));
        Assert.Equal("Publishing.NoLongerAsking", (await Answer(room, check, CheckAnswer.ItIsThere)).Refusals[0].Key);
    }

    [Fact]
    public async Task A_refused_deletion_is_told_as_one_and_leads_to_the_copy_which_a_person_takes_away()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Refused(No));
        Good(await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, Ct)));
        await room.House.Pump();
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(["Publishing.Notice.Refused.Delete"], (await Told(room)).Select(x => x.Text).Distinct());
        var check = Assert.Single(await Checks(room));
        Assert.Equal((DeliveryKind.Delete, Mend.ByHand, (await Publish(room, post)).Link), (check.Delivery.Kind, check.Mend, check.Copy?.AbsoluteUri));
        Good(await Answer(room, check, CheckAnswer.ItIsThere));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Empty(await room.House.With((IDeliveries use) => use.Copies(post, Ct)));
        Assert.Empty(await Checks(room));
        var row = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete);
        Assert.Equal((DeliveryState.Published, room.Lead.Person.Value), (row.State, row.AnsweredBy));
    }

    [Fact]
    public async Task A_deletion_that_nobody_could_look_up_is_asked_about_as_one()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Unknown(new Sentence("Publishing.InternalError")));
        for (var i = 0; i < 10; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(new Sentence("Publishing.NobodyCanTell")));
        Good(await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, Ct)));
        await room.House.Pump();
        await room.Pass(TimeSpan.FromSeconds(65));
        Assert.Equal(["Publishing.Notice.Asking.Delete"], (await Told(room)).Select(x => x.Text).Distinct());
        var check = Assert.Single(await Checks(room));
        Assert.Equal((DeliveryState.Asking, (await Publish(room, post)).Link), (check.Delivery.State, check.Copy?.AbsoluteUri));
    }

    private static async Task<PostId> Published(Newsroom room)
    {
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        return post;
    }

    private static async Task Again(Newsroom room, Delivery row)
    {
        Good(await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, null, Ct)));
        await room.Turn();
        await room.Turn();
        Assert.Equal(DeliveryState.Refused, (await room.Row(row.Post)).State);
    }

    private static async Task<Delivery> Publish(Newsroom room, PostId post) => (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Publish);

    private static Task<IReadOnlyList<TroubleView>> Checks(Newsroom room) => room.House.With((WaitingChecks checks) => checks.Run(room.Lead, Ct));

    private static Task<Outcome<Done>> Answer(Newsroom room, TroubleView check, CheckAnswer answer) =>
        room.House.With((AnswerCheck use) => use.Run(room.Lead, check.Delivery.Id, answer, null, Ct));

    private static async Task<List<NoticeRow>> Told(Newsroom room) => [.. (await room.House.With((Db db) =>
        db.Set<NoticeRow>().AsNoTracking().Where(x => x.Kind == NoticeKind.PostTrouble).ToListAsync())).OrderBy(x => x.At).ThenBy(x => x.Person != room.Writer.Person)];

    private static void Good<T>(Outcome<T> outcome) => Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Refusals[0].Key);
}
