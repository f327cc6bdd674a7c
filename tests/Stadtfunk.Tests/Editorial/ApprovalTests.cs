using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class ApprovalTests
{
    [Fact]
    public async Task Who_wrote_it_cannot_approve_it()
    {
        await using var room = await Newsroom.Open();
        var draft = Good(await room.House.With((CreatePost create) => create.Run(room.MuseumApprover, room.Museum, room.Snow, new PostDue.Open(), false, default))).Standing;
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.MuseumApprover, draft.Id, null, default)));
        Refused("Editorial.FourEyes", await room.Approve(room.MuseumApprover, draft.Id));
        Assert.Equal(PostState.Approved, Good(await room.Approve(room.Lead, draft.Id)).State);
    }

    [Fact]
    public async Task Who_changed_it_last_cannot_approve_it()
    {
        await using var room = await Newsroom.Open();
        var submitted = await room.Submitted();
        var saved = Good(await room.Save(room.MuseumApprover, submitted, room.Snow with { Title = "Erster Schnee im Park" })).Standing;
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.MuseumApprover, saved.Id, null, default)));
        Refused("Editorial.FourEyes", await room.Approve(room.MuseumApprover, saved.Id));
    }

    [Fact]
    public async Task A_writer_cannot_approve_return_or_release()
    {
        await using var room = await Newsroom.Open();
        var other = await room.House.Actor("Zweite Schreiberin", (room.Museum, Role.Writer));
        var post = await room.Submitted();
        Refused("Editorial.MayNotApprove", await room.Approve(other, post.Id));
        Refused("Editorial.MayNotApprove", await room.House.With((ReturnPost use) => use.Run(other, post.Id, null, "Bitte kürzer", default)));
        Good(await room.Approve(room.MuseumApprover, post.Id));
        Refused("Kernel.Forbidden", await room.Release(other, post.Id, null));
        Refused("Kernel.Forbidden", await room.Release(room.Writer, post.Id, null));
    }

    [Fact]
    public async Task Approving_and_releasing_can_be_one_step_at_the_planned_time()
    {
        await using var room = await Newsroom.Open();
        var due = room.House.Clock.GetUtcNow().UtcDateTime.AddDays(1);
        var post = await room.Submitted(due: new PostDue.At(due));
        var standing = Good(await room.House.With((ApprovePost use) => use.Run(room.MuseumApprover, post.Id, null, new AfterApproval.Release(null), default)));
        Assert.Equal((PostState.Scheduled, 1), (standing.State, standing.Revision));
        var view = await room.View(post.Id);
        Assert.Equal(due, view.Due);
        Assert.Equal([DecisionKind.Submitted, DecisionKind.Approved, DecisionKind.Released], view.History.Select(decision => decision.Kind));
        Assert.NotNull(await room.Revision(post.Id, 1));
    }

    [Fact]
    public async Task One_step_that_cannot_release_does_not_approve_either()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Submitted(due: new PostDue.At(room.House.Clock.GetUtcNow().UtcDateTime.AddHours(1)));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        Refused("Editorial.DueIsPast", await room.House.With((ApprovePost use) => use.Run(room.MuseumApprover, post.Id, null, new AfterApproval.Release(null), default)));
        Refused("Editorial.MayNotApprove", await room.House.With((ApprovePost use) => use.Run(room.Writer, post.Id, null, new AfterApproval.Release(new PostDue.Open()), default)));
        Assert.Equal(PostState.Submitted, (await room.View(post.Id)).Standing.State);
        Assert.Equal(PostState.Approved, Good(await room.Approve(room.MuseumApprover, post.Id)).State);
    }

    [Fact]
    public async Task Writing_and_submitting_can_be_one_step_and_begins_nothing_that_does_not_fit()
    {
        await using var room = await Newsroom.Open();
        var post = Good(await room.House.With((CreatePost create) => create.Run(room.Writer, room.Museum, room.Snow, new PostDue.Open(), true, default))).Standing;
        Assert.Equal(PostState.Submitted, (await room.View(post.Id)).Standing.State);
        Refused("Editorial.TitleMissing", await room.House.With((CreatePost create) => create.Run(room.Writer, room.Museum, room.Snow with { Title = "" }, new PostDue.Open(), true, default)));
        var page = Good(await room.House.With((PostList list) => list.Run(room.Writer, new PostQuery([], null, null, null, false, null, 50), default)));
        Assert.Equal([post.Id], page.Posts.Select(row => row.Id));
    }

    [Theory]
    [InlineData("title")]
    [InlineData("text")]
    [InlineData("link")]
    [InlineData("category")]
    [InlineData("language")]
    [InlineData("picture")]
    [InlineData("alt")]
    [InlineData("channel")]
    [InlineData("own text")]
    public async Task Every_change_of_what_will_be_published_takes_the_approval_away(string what)
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var second = await room.Picture(2);
        var topic = Good(await room.House.With((CreateCategory create) => create.Run(room.Lead, new NewCategory("Stadtbild", "blue", 20), default)));
        var before = room.Snow with { Pictures = [new PictureInPost(picture, "Ein Park im Schnee", false)] };
        var approved = await room.Approved(before);
        var after = what switch
        {
            "title" => before with { Title = "Schnee" },
            "text" => before with { Text = "Es schneit." },
            "link" => before with { Link = "https://musterstadt.example/schnee" },
            "category" => before with { Category = topic },
            "language" => before with { Language = "en" },
            "picture" => before with { Pictures = [.. before.Pictures, new PictureInPost(second, "Noch ein Park", false)] },
            "alt" => before with { Pictures = [new PictureInPost(picture, "Schnee im Park", false)] },
            "channel" => before with { Channels = [.. before.Channels, new ChannelChoice(room.CityChannel, true, null)] },
            _ => before with { Channels = [new ChannelChoice(room.MuseumChannel, true, "Schnee!")] },
        };
        var saved = Good(await room.Save(room.Writer, approved, after));
        Assert.Equal(PostState.Draft, saved.Standing.State);
        Assert.Contains("Editorial.ApprovalReset", saved.Notices.Select(notice => notice.Key));
        Assert.Contains((await room.View(approved.Id)).History, decision => decision.Kind == DecisionKind.Reset);
        Refused("Editorial.OnlyRelease", await room.Release(room.MuseumApprover, approved.Id, null));
    }

    [Fact]
    public async Task A_new_time_and_a_kept_text_leave_the_approval_alone()
    {
        await using var room = await Newsroom.Open();
        var approved = await room.Approved();
        var later = Good(await room.Save(room.Writer, approved, room.Snow, new PostDue.At(room.House.Now.AddHours(3))));
        Assert.Equal(PostState.Approved, later.Standing.State);
        var kept = Good(await room.Save(
            room.Writer, later.Standing, room.Snow with { Channels = [.. room.Snow.Channels, new ChannelChoice(room.CityChannel, false, "Für später")] },
            new PostDue.At(room.House.Now.AddHours(3))));
        Assert.Equal(PostState.Approved, kept.Standing.State);
        Assert.Equal("Für später", (await room.View(approved.Id)).Content.OwnTextOf(room.CityChannel));
    }

    [Fact]
    public async Task An_approval_after_the_time_asks_for_a_new_one()
    {
        await using var room = await Newsroom.Open();
        var submitted = await room.Submitted(due: new PostDue.At(room.House.Now.AddHours(1)));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(PostState.Approved, Good(await room.Approve(room.MuseumApprover, submitted.Id)).State);
        Refused("Editorial.DueIsPast", await room.Release(room.MuseumApprover, submitted.Id, null));
        Assert.Null(await room.Revision(submitted.Id, 1));
        Assert.Equal(PostState.Scheduled, Good(await room.Release(room.MuseumApprover, submitted.Id, new PostDue.Open())).State);
    }

    [Fact]
    public async Task A_post_goes_back_only_with_a_comment()
    {
        await using var room = await Newsroom.Open();
        var submitted = await room.Submitted();
        Refused("Editorial.CommentMissing", await room.House.With((ReturnPost use) => use.Run(room.MuseumApprover, submitted.Id, null, " \u200B ", default)));
        Good(await room.House.With((ReturnPost use) => use.Run(room.MuseumApprover, submitted.Id, null, "Bitte mit Bild.", default)));
        var waiting = Assert.Single(await room.House.With((WaitingForMe use) => use.Run(room.Writer, default)));
        Assert.Equal((WaitingFor.Rework, "Bitte mit Bild."), (waiting.What, waiting.Comment));
    }

    [Fact]
    public async Task The_citys_channel_needs_somebody_who_may_release_there()
    {
        await using var room = await Newsroom.Open();
        var content = room.Snow with { Channels = [new ChannelChoice(room.CityChannel, true, null)] };
        var museumOnly = await room.Approved(content);
        Refused("Editorial.ChannelOfOthers", await room.Release(room.MuseumApprover, museumOnly.Id, null));
        Assert.Equal(PostState.Scheduled, Good(await room.Release(room.Lead, museumOnly.Id, null)).State);

        var approvedByLead = await room.Submitted(content);
        Good(await room.Approve(room.Lead, approvedByLead.Id));
        Assert.Equal(PostState.Scheduled, Good(await room.Release(room.MuseumApprover, approvedByLead.Id, null)).State);
    }

    [Fact]
    public async Task A_right_that_was_just_lost_does_not_count_any_more()
    {
        await using var room = await Newsroom.Open();
        var submitted = await room.Submitted();
        Good(await room.House.With((TakeRole take) => take.Run(room.Lead, room.MuseumApprover.Person, room.Museum, Role.Approver, default)));
        var today = await room.House.ActorOf(room.MuseumApprover.Person);
        Refused("Editorial.PostUnknown", await room.Approve(today, submitted.Id));
    }

    [Fact]
    public async Task Nothing_unfinished_can_be_submitted()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var draft = await room.Draft(room.Snow with { Title = "", Link = "javascript:alert(1)", Pictures = [new PictureInPost(picture, "", false)] });
        var outcome = await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default));
        Assert.Equal(
            ["Editorial.TitleMissing", "Editorial.LinkNotHttp", "Editorial.AltTextMissing"], outcome.Refusals.Select(refusal => refusal.Key));
        Assert.Equal(RefusalKind.Invalid, outcome.Refusals[0].Kind);
        var decorative = Good(await room.Save(room.Writer, draft, room.Snow with { Pictures = [new PictureInPost(picture, "", true)] })).Standing;
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, decorative.Id, null, default)));
    }
}
