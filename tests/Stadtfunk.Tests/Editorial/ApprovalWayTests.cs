using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Units;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

/// <summary>How a unit approves: by anybody else, by its lead, or in two stages; and who may stand in.</summary>
public sealed class ApprovalWayTests
{
    private static readonly ApprovalWay LeadOnly = ApprovalWay.Usual with { By = ApprovedBy.DeskLead };

    [Fact]
    public async Task Where_only_the_lead_approves_an_approver_is_refused_with_a_sentence()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, LeadOnly));
        var post = await room.Submitted();
        Refused("Editorial.OnlyDeskLead", await room.Approve(room.MuseumApprover, post.Id));
        Assert.Empty(await room.Waiting(room.MuseumApprover));
        Assert.Equal(WaitingFor.Approval, Assert.Single(await room.Waiting(room.Lead)).What);
        Assert.Equal(PostState.Approved, Good(await room.Approve(room.Lead, post.Id)).State);
    }

    [Fact]
    public async Task A_unit_without_a_rule_of_its_own_follows_the_one_above()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.City, LeadOnly));
        var post = await room.Submitted();
        Refused("Editorial.OnlyDeskLead", await room.Approve(room.MuseumApprover, post.Id));
        Good(await room.Set(room.Museum, ApprovalWay.Usual));
        Assert.Equal(PostState.Approved, Good(await room.Approve(room.MuseumApprover, post.Id)).State);
        Good(await room.Set(room.Museum, null));
        Refused("Editorial.OnlyDeskLead", await room.Approve(room.MuseumApprover, (await room.Submitted()).Id));
    }

    [Fact]
    public async Task In_two_stages_the_department_approves_first_and_another_person_of_the_press_office_second()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, ApprovalWay.Usual with { Second = room.City }));
        var post = await room.Submitted();
        Refused("Editorial.FirstStageOnly", await room.House.With((ApprovePost use) => use.Run(room.Lead, post.Id, null, new AfterApproval.Release(new PostDue.Open()), default)));
        Assert.Equal(PostState.Submitted, Good(await room.Approve(room.MuseumApprover, post.Id)).State);
        Refused("Editorial.SecondStageOther", await room.Approve(room.MuseumApprover, post.Id));
        var colleague = await room.House.Actor("Cem Museum", (room.Museum, Role.Approver));
        Refused("Editorial.SecondStageOnly", await room.Approve(colleague, post.Id));
        Refused("Editorial.OnlyRelease", await room.Release(room.Lead, post.Id, null));
        Assert.Empty(await room.Waiting(colleague));
        Assert.Single(await room.Waiting(room.Lead));
        Assert.Equal(PostState.Scheduled, Good(await room.House.With((ApprovePost use) => use.Run(room.Lead, post.Id, null, new AfterApproval.Release(new PostDue.Open()), default))).State);
        Assert.Equal(
            [DecisionKind.Submitted, DecisionKind.StageApproved, DecisionKind.Approved, DecisionKind.Released], (await room.View(post.Id)).History.Select(one => one.Kind));
    }

    [Fact]
    public async Task Whoever_approved_first_cannot_be_the_second_even_when_they_could()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, ApprovalWay.Usual with { Second = room.City }));
        var post = await room.Submitted();
        Good(await room.Approve(room.Lead, post.Id));
        Refused("Editorial.SecondStageOther", await room.Approve(room.Lead, post.Id));
        Assert.Empty(await room.Waiting(room.Lead));
    }

    [Fact]
    public async Task A_change_takes_the_departments_approval_away_too_and_the_difference_is_shown()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, ApprovalWay.Usual with { Second = room.City }));
        var post = await room.Submitted();
        var first = Good(await room.Approve(room.MuseumApprover, post.Id));
        var saved = Good(await room.Save(room.Writer, first, room.Snow with { Title = "Erster Schnee im Park" })).Standing;
        Assert.Equal(PostState.Draft, saved.State);
        var fallen = Good(await room.House.With((SinceApproval since) => since.Run(room.Lead, post.Id, default)))!;
        Assert.Equal((DecisionKind.StageApproved, "Bo Yildiz"), (fallen.Kind, fallen.By));
        Assert.Contains(fallen.Changes, change => change.ToString()!.Contains("im Park", StringComparison.Ordinal));
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, post.Id, null, default)));
        Refused("Editorial.FirstStageOnly", await room.House.With((ApprovePost use) => use.Run(room.Lead, post.Id, null, new AfterApproval.Release(new PostDue.Open()), default)));
        Good(await room.Approve(room.MuseumApprover, post.Id));
        Good(await room.Approve(room.Lead, post.Id));
        Assert.Null(Good(await room.House.With((SinceApproval since) => since.Run(room.Lead, post.Id, default))));
    }

    [Fact]
    public async Task The_unit_that_looks_second_is_not_asked_twice_about_its_own_posts()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.City, ApprovalWay.Usual with { Second = room.Museum }));
        Assert.Equal(PostState.Approved, Good(await room.Approve(room.MuseumApprover, (await room.Submitted()).Id)).State);
        var way = await room.House.With((ApprovalRules rules) => rules.For(room.Fire, default));
        Assert.Equal(room.Museum, way.Second);
    }

    [Fact]
    public async Task A_rule_that_nobody_could_keep_is_refused()
    {
        await using var room = await Newsroom.Open();
        Refused("Editorial.SecondStageOfAnother", await room.Set(room.Museum, ApprovalWay.Usual with { Second = room.Museum }));
        Refused("Editorial.SecondStageOfAnother", await room.Set(room.Museum, ApprovalWay.Usual with { Second = new UnitId(Guid.CreateVersion7()) }));
        Refused("Editorial.HoursOutOfRange", await room.Set(room.Museum, ApprovalWay.Usual with { RemindAfter = -1 }));
        Refused("Editorial.HoursOutOfRange", await room.Set(room.Museum, ApprovalWay.Usual with { EscalateAfter = 721 }));
        Refused("Editorial.EscalationFirst", await room.Set(room.Museum, ApprovalWay.Usual with { RemindAfter = 24, EscalateAfter = 24 }));
        Refused("Kernel.Forbidden", await room.House.With((SetApprovalRule set) => set.Run(room.MuseumApprover, room.Museum, LeadOnly, default)));
        var small = await room.House.Actor("Nur Museum", (room.Museum, Role.DeskLead));
        var admin = await room.House.Actor("Verwaltung", (room.City, Role.Administrator));
        Good(await room.House.With((TakeRole take) => take.Run(admin, room.Lead.Person, room.City, Role.DeskLead, default)));
        Good(await room.House.With((TakeRole take) => take.Run(admin, admin.Person, room.Fire, Role.Approver, default)));
        Good(await room.House.With((SetApprovalRule set) => set.Run(small, room.Museum, LeadOnly, default)));
        Refused("Kernel.Forbidden", await room.House.With((SetApprovalRule set) => set.Run(small, room.Fire, LeadOnly, default)));
    }

    [Fact]
    public async Task A_unit_that_looks_second_is_not_removed()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, ApprovalWay.Usual with { Second = room.Fire }));
        var admin = await room.House.Actor("Verwaltung", (room.City, Role.Administrator));
        Refused("Editorial.UnitLooksSecond", await room.House.With((RemoveUnit remove) => remove.Run(admin, room.Fire, default)));
    }

    [Fact]
    public async Task A_deputy_approves_in_the_place_of_the_lead_and_the_record_says_so()
    {
        await using var room = await Newsroom.Open();
        Good(await room.Set(room.Museum, LeadOnly));
        var deputy = await room.House.Actor("Dora Deputat", (room.Fire, Role.Writer));
        var post = await room.Submitted();
        Refused("Editorial.PostUnknown", await room.Approve(deputy, post.Id));
        var today = new DateOnly(2026, 11, 23);
        Good(await room.House.With((AddDeputy add) => add.Run(room.Lead, new NewDeputy(room.Lead.Person, deputy.Person, today, today), default)));
        var now = await room.House.ActorOf(deputy.Person);
        Assert.Single(await room.Waiting(now));
        Good(await room.Approve(now, post.Id));
        var decision = (await room.View(post.Id)).History.Single(one => one.Kind == DecisionKind.Approved);
        Assert.Equal(("Dora Deputat", "Leyla Mertens"), (decision.By, decision.For));
        room.House.Clock.Advance(TimeSpan.FromDays(1));
        Refused("Editorial.PostUnknown", await room.Approve(await room.House.ActorOf(deputy.Person), (await room.Submitted()).Id));
    }

    [Fact]
    public async Task Whoever_just_lost_the_role_is_told_so_and_nothing_is_approved()
    {
        await using var room = await Newsroom.Open();
        var approver = await room.House.Actor("Eva Eben", (room.Museum, Role.Approver), (room.Museum, Role.Writer));
        var post = await room.Submitted();
        Assert.True(Good(await room.House.With((PostDetail detail) => detail.Run(approver, post.Id, default))).May.Approve);
        Good(await room.House.With((TakeRole take) => take.Run(room.Lead, approver.Person, room.Museum, Role.Approver, default)));
        Refused("Editorial.MayNotApprove", await room.Approve(await room.House.ActorOf(approver.Person), post.Id));
        Assert.Equal(PostState.Submitted, (await room.View(post.Id)).Standing.State);
    }

    [Fact]
    public async Task The_legal_office_reads_and_comments_and_does_nothing_else()
    {
        await using var room = await Newsroom.Open();
        var legal = await room.House.Actor("Ingrid Falk", (room.City, Role.Feedback));
        var post = await room.Submitted();
        Good(await room.House.With((AddComment add) => add.Run(legal, post.Id, " Bitte die Quelle nennen. ", default)));
        Refused("Editorial.CommentEmpty", await room.House.With((AddComment add) => add.Run(legal, post.Id, "\u200B ", default)));
        Refused("Editorial.PostUnknown", await room.House.With(async (AddComment add) => await add.Run(await room.House.Actor("Fred Fremd", (room.Fire, Role.Approver)), post.Id, "Hallo", default)));
        var seen = Good(await room.House.With((PostDetail detail) => detail.Run(legal, post.Id, default)));
        Assert.Equal(("Ingrid Falk", "Bitte die Quelle nennen."), (seen.Comments[0].By, seen.Comments[0].Text));
        Assert.Equal(new PostRights(false, false, false, false, false, false, false, false, false, false), seen.May);
        Assert.Equal((PostState.Submitted, post.Version), (seen.Standing.State, seen.Standing.Version));
        Refused("Editorial.MayNotApprove", await room.Approve(legal, post.Id));
        Refused("Editorial.MayNotApprove", await room.House.With((ReturnPost use) => use.Run(legal, post.Id, null, "Nein", default)));
        Refused("Kernel.Forbidden", await room.Save(legal, post, room.Snow with { Title = "Anders" }));
        Refused("Kernel.Forbidden", await room.Release(legal, post.Id, null));
        Assert.False((await room.House.With((CreatePost create) => create.Run(legal, room.Museum, room.Snow, new PostDue.Open(), false, default))).Ok);
        Assert.Equal(PostState.Approved, Good(await room.Approve(room.MuseumApprover, post.Id)).State);
    }
}

internal static class ApprovalSteps
{
    public static Task<Outcome<Done>> Set(this Newsroom room, UnitId unit, ApprovalWay? way) => room.House.With((SetApprovalRule set) => set.Run(room.Lead, unit, way, default));

    public static Task<IReadOnlyList<WaitingPost>> Waiting(this Newsroom room, Actor actor) => room.House.With((WaitingForMe waiting) => waiting.Run(actor, default));
}
