using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What missed its time never vanishes: it is said, with the reason, to those who can do something and to whoever wrote it.</summary>
public sealed class MissedTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_post_for_the_website_only_that_misses_its_time_is_told_and_takes_a_new_one()
    {
        await using var room = await Newsroom.Open(0);
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.Turn();
        Assert.Equal(PostState.Missed, await room.StateOf(post));
        Assert.Equal([(room.Writer.Person, "Publishing.Notice.PageMissed"), (room.Lead.Person, "Publishing.Notice.PageMissed")], await Told(room));
        Assert.Equal(room.House.Get<Words>()["Publishing.PageMissed"], await Why(room, room.Lead, post));
        Assert.Equal((PageStanding.Missed, true), await Page(room, post));

        Good(await Reschedule(room, post, room.House.Now.AddMinutes(5)));
        await room.House.Pump();
        Assert.Null(await Why(room, room.Lead, post));
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.Turn();
        Assert.Equal(PostState.Published, await room.StateOf(post));
        Assert.Equal(2, (await Told(room)).Count);
    }

    [Fact]
    public async Task Missed_again_at_its_new_time_it_is_told_again_and_called_off_meanwhile_it_is_not()
    {
        await using var room = await Newsroom.Open(0);
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.Turn();
        Good(await Reschedule(room, post, room.House.Now.AddMinutes(5)));
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.Turn();
        Assert.Equal((PostState.Missed, 4), (await room.StateOf(post), (await Told(room)).Count));

        var other = await room.Release("Markttag", room.House.Now.AddMinutes(5));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.House.With((DeliveryRound round) => round.Tick(Ct));
        Good(await room.House.With((CallOffPost use) => use.Run(room.Lead, other, null, Ct)));
        await room.House.Pump();
        Assert.Equal((PostState.Draft, 4), (await room.StateOf(other), (await Told(room)).Count));
    }

    [Fact]
    public async Task A_correction_that_misses_its_time_is_told_though_the_first_version_stands_everywhere()
    {
        await using var room = await Newsroom.Open(scripted: WithoutChanges());
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(PostState.Published, await room.StateOf(post));
        await room.Correct(post, "Der Winter ist schon wieder fort.", room.House.Now.AddMinutes(5));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.Turn();
        Assert.Equal(PostState.Missed, await room.StateOf(post));
        Assert.Equal(["Publishing.Notice.CorrectionMissed"], (await Told(room)).Select(one => one.Text).Distinct());
        Assert.Equal(WaitingFor.NewTime, Assert.Single(await Waiting(room, room.Lead)).What);
        Assert.Equal((PageStanding.Live, true), await Page(room, post));

        Good(await Reschedule(room, post, room.House.Now.AddMinutes(5)));
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromMinutes(6));
        await room.Turn();
        Assert.Equal(PostState.Published, await room.StateOf(post));
        Assert.Equal((PageStanding.Corrected, false), await Page(room, post));
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_missed_correction_that_is_called_off_is_a_draft_again()
    {
        await using var room = await Newsroom.Open(scripted: WithoutChanges());
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        await room.Correct(post, "Der Winter ist schon wieder fort.", room.House.Now.AddMinutes(5));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.Turn();
        Good(await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, Ct)));
        await room.House.Pump();
        await room.Turn();
        Assert.Equal(PostState.Draft, await room.StateOf(post));
    }

    [Fact]
    public async Task A_live_post_whose_copies_were_all_missed_has_failed_and_can_be_corrected()
    {
        await using var room = await Newsroom.Open(2);
        foreach (var channel in room.Channels)
            await room.House.With((PausePublishing use) => use.Run(room.Lead, channel, Ct));
        var post = await room.Release();
        await room.Turn();
        room.House.Clock.Advance(TimeSpan.FromMinutes(61));
        await room.Turn();
        Assert.All(await room.Rows(post), row => Assert.Equal(DeliveryState.Missed, row.State));
        Assert.Equal(PostState.Failed, await room.StateOf(post));
        // Each channel is asked about, and can be left.
        var asked = await room.House.With((WaitingChecks checks) => checks.Run(room.Lead, Ct));
        Assert.Equal([Mend.NewTime, Mend.NewTime], asked.Select(x => x.Mend));
        Assert.Empty(await Waiting(room, room.Lead));
        Good(await room.House.With((AnswerCheck use) => use.Run(room.Lead, asked[0].Delivery.Id, CheckAnswer.Leave, null, Ct)));
        Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, post, null, Ct)));
    }

    [Fact]
    public async Task Who_wrote_it_sees_that_it_was_missed_and_why_but_is_not_the_one_to_act()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(5));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.Turn();
        var own = Assert.Single(await Waiting(room, room.Writer));
        Assert.Equal((post, WaitingFor.Missed), (own.Post.Id, own.What));
        Assert.Equal(WaitingFor.NewTime, Assert.Single(await Waiting(room, room.Lead)).What);
        Assert.Equal((0, 1), (await Count(room, room.Writer), await Count(room, room.Lead)));
        // Not the sentence of one channel: nothing at all went out.
        Assert.Equal(room.House.Get<Words>()["Publishing.PageMissed"], await Why(room, room.Writer, post));
        var other = await room.House.Actor("Andere Feder", (room.Unit, Role.Writer));
        Assert.Empty(await Waiting(room, other));
        Assert.Null(await Why(room, await room.House.Actor("Nadja Fremd"), post));
    }

    private static ScriptedNetwork WithoutChanges()
    {
        var network = new ScriptedNetwork();
        return new ScriptedNetwork { Network = network.Network with { Can = new Can(Edit: false, Delete: true, LookUp: true) } };
    }

    private static Task<Outcome<PostStanding>> Reschedule(Newsroom room, PostId post, DateTime due) =>
        room.House.With((ReschedulePost use) => use.Run(room.Lead, post, null, new PostDue.At(due), Ct));

    private static Task<string?> Why(Newsroom room, Actor actor, PostId post) => room.House.With((WhyMissed why) => why.Run(actor, post, Ct));

    private static async Task<(PageStanding, bool)> Page(Newsroom room, PostId post) =>
        await room.House.With((PostOnWebsite page) => page.Run(room.Lead, post, Ct)) is { } copy ? (copy.Standing, copy.IsMissed) : default;

    private static Task<IReadOnlyList<WaitingPost>> Waiting(Newsroom room, Actor actor) => room.House.With((WaitingForMe use) => use.Run(actor, Ct));

    private static Task<int> Count(Newsroom room, Actor actor) => room.House.With((WaitingForMe use) => use.Count(actor, Ct));

    private static async Task<List<(PersonId Person, string Text)>> Told(Newsroom room) => [.. (await room.House.With((Db db) =>
        db.Set<NoticeRow>().AsNoTracking().Where(x => x.Kind == NoticeKind.PostTrouble).ToListAsync())).OrderBy(x => x.Person != room.Writer.Person).Select(x => (x.Person, x.Text))];

    private static void Good<T>(Outcome<T> outcome) => Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Refusals[0].Key);
}
