using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Notices;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>Reminder and escalation, the list of all decisions, and who hears of a comment.</summary>
public sealed class ApprovalRoundTests
{
    [Fact]
    public async Task Approvers_are_reminded_and_then_the_lead_is_called_each_once()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, ApprovalWay.Usual with { RemindAfter = 3, EscalateAfter = 6 }));
        var post = await room.Submitted();
        await Later(room, 2.9);
        Assert.Empty(await Told(room, room.MuseumApprover));
        await Later(room, 0.2);
        Assert.Equal(["Editorial.Notice.Reminder"], await Told(room, room.MuseumApprover));
        await Later(room, 1);
        Assert.Single(await Told(room, room.MuseumApprover));
        Assert.Equal(WaitingFor.Approval, Assert.Single(await room.Waiting(room.Lead)).What);
        await Later(room, 2);
        // Two nodes at the same time: one of them says it.
        await Task.WhenAll(room.House.With((ApprovalRound round) => round.Tick(default)), room.House.With((ApprovalRound round) => round.Tick(default)));
        Assert.Equal(["Editorial.Notice.Escalation", "Editorial.Notice.Reminder"], await Told(room, room.Lead));
        Assert.Equal(["Editorial.Notice.Reminder"], await Told(room, room.MuseumApprover));
        Assert.Equal(WaitingFor.Escalated, Assert.Single(await room.Waiting(room.Lead)).What);
        Assert.Equal(("", 1), ((await room.View(post.Id)).History.Single(one => one.Kind == DecisionKind.Escalated).By, 1));
        await Later(room, 200);
        Assert.Equal(2, (await Told(room, room.Lead)).Count());
    }

    [Fact]
    public async Task What_comes_again_waits_anew_and_zero_means_never()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, ApprovalWay.Usual with { RemindAfter = 3, EscalateAfter = 0 }));
        var post = await room.Submitted();
        await Later(room, 4);
        Good(await room.House.With((ReturnPost use) => use.Run(room.MuseumApprover, post.Id, null, "Kürzer", default)));
        Good(await room.House.With((SubmitPost use) => use.Run(room.Writer, post.Id, null, default)));
        await Later(room, 4);
        Assert.Equal(2, (await Told(room, room.MuseumApprover)).Count());
        await Later(room, 400);
        Assert.DoesNotContain("Editorial.Notice.Escalation", await Told(room, room.Lead));
    }

    [Fact]
    public async Task In_the_second_stage_those_are_asked_who_look_second()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, new ApprovalWay(ApprovedBy.FourEyes, room.City, 3, 0)));
        var post = await room.Submitted();
        await room.House.Pump();
        Good(await room.Approve(room.MuseumApprover, post.Id));
        await room.House.Pump();
        Assert.Equal(["Editorial.Notice.Waits"], await Told(room, room.MuseumApprover, all: true));
        Assert.Equal(["Editorial.Notice.Stage", "Editorial.Notice.Waits"], await Told(room, room.Lead, all: true));
        await Later(room, 4);
        Assert.Empty(await Told(room, room.MuseumApprover));
        Assert.Equal(["Editorial.Notice.Reminder"], await Told(room, room.Lead));
    }

    [Fact]
    public async Task The_author_and_those_who_spoke_hear_of_a_comment()
    {
        await using var room = await Newsroom.Open();
        var legal = await room.House.Actor("Ingrid Falk", (room.City, Role.Feedback));
        var post = await room.Draft();
        Good(await room.House.With((AddComment add) => add.Run(legal, post.Id, "Quelle?", default)));
        await room.House.Pump();
        Assert.Equal(["Editorial.Notice.Comment"], await Told(room, room.Writer, all: true));
        Good(await room.House.With((AddComment add) => add.Run(room.Writer, post.Id, "Steht jetzt da.", default)));
        await room.House.Pump();
        Assert.Equal(["Editorial.Notice.Comment"], await Told(room, legal, all: true));
        Assert.Empty(await Told(room, room.Lead, all: true));
    }

    [Fact]
    public async Task An_own_draft_with_a_picture_that_nobody_described_waits_for_its_author_alone()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var mute = room.Snow with { Pictures = [new PictureInPost(picture, "", false)] };
        var draft = await room.Draft(mute);
        await room.Draft(room.Snow with { Pictures = [new PictureInPost(picture, "", true)] });
        await room.Draft(room.Snow with { Pictures = [new PictureInPost(picture, "Ein Park im Schnee", false)] });
        Assert.Equal((draft.Id, WaitingFor.AltText), ((await room.Waiting(room.Writer)).Single().Post.Id, (await room.Waiting(room.Writer)).Single().What));
        Assert.Equal(1, await room.House.With((WaitingForMe waiting) => waiting.Count(room.Writer, default)));
        Assert.Empty(await room.Waiting(room.MuseumApprover));
        Good(await room.Save(room.Writer, draft, room.Snow with { Pictures = [new PictureInPost(picture, "Ein Park im Schnee", false)] }));
        Assert.Empty(await room.Waiting(room.Writer));
    }

    [Fact]
    public async Task All_decisions_are_listed_newest_first_filtered_paged_and_only_of_what_one_sees()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Submitted();
        for (var round = 0; round < 30; round++)
        {
            Good(await room.House.With((ReturnPost use) => use.Run(room.MuseumApprover, post.Id, null, $"Runde {round}", default)));
            Good(await room.House.With((SubmitPost use) => use.Run(room.Writer, post.Id, null, default)));
        }
        var first = await List(room, room.Lead, new DecisionQuery(null, null, false), null);
        Assert.Equal((50, DecisionKind.Submitted, "Erster Schnee", "Naturkundemuseum"), (first.Rows.Count, first.Rows[0].Kind, first.Rows[0].Title, first.Rows[0].Unit));
        var second = await List(room, room.Lead, new DecisionQuery(null, null, false), first.Older);
        Assert.Equal((11, (DecidedPlace?)null), (second.Rows.Count, second.Older));
        Assert.Equal(61, first.Rows.Concat(second.Rows).Select(row => row.Id).Distinct().Count());
        var returned = await List(room, room.Lead, new DecisionQuery(DecisionKind.Returned, room.Museum, false), null);
        Assert.Equal((30, "Runde 29"), (returned.Rows.Count, returned.Rows[0].Comment));
        Assert.Equal(30, (await List(room, room.MuseumApprover, new DecisionQuery(null, null, true), null)).Rows.Count);
        Assert.Empty((await List(room, room.Lead, new DecisionQuery(null, room.Fire, false), null)).Rows);
        var stranger = await room.House.Actor("Fred Fremd", (room.Fire, Role.Approver));
        Assert.Empty((await List(room, stranger, new DecisionQuery(null, null, false), null)).Rows);
        Assert.Empty((await List(room, stranger, new DecisionQuery(null, room.Museum, false), null)).Rows);
    }

    [Fact]
    public async Task A_house_without_rules_is_asked_for_them_once_in_a_while_and_not_at_each_approval()
    {
        await using var room = await Newsroom.Open();
        Assert.Same(ApprovalWay.Usual, await room.House.With((ApprovalRules rules) => rules.For(room.Museum, default)));
        // Behind the back of the house: whoever asks again sees it only when what is known has grown old.
        await room.House.With(async (Db db) =>
        {
            db.Add(new ApprovalRule(room.Museum, ApprovalWay.Usual with { By = ApprovedBy.DeskLead }));
            await db.SaveChangesAsync();
        });
        Assert.Same(ApprovalWay.Usual, await room.House.With((ApprovalRules rules) => rules.For(room.Museum, default)));
        room.House.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(ApprovedBy.DeskLead, (await room.House.With((ApprovalRules rules) => rules.For(room.Museum, default))).By);
    }

    private static Task<DecidedPage> List(Newsroom room, Actor actor, DecisionQuery query, DecidedPlace? below) =>
        room.House.With((DecisionList list) => list.Run(actor, query, below, default));

    private static async Task Later(Newsroom room, double hours)
    {
        room.House.Clock.Advance(TimeSpan.FromHours(hours));
        await room.House.With((ApprovalRound round) => round.Tick(default));
    }

    // The round's own, unless all are asked for; newest first.
    private static async Task<IEnumerable<string>> Told(Newsroom room, Actor actor, bool all = false) =>
        (await room.House.With((NoticeList list) => list.Run(actor, null, default))).Rows.Select(row => row.Text)
            .Where(text => all || text is "Editorial.Notice.Reminder" or "Editorial.Notice.Escalation").Order(StringComparer.Ordinal);
}
