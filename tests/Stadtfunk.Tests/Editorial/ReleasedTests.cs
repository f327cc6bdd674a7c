using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class ReleasedTests
{
    [Fact]
    public async Task A_release_freezes_what_was_approved()
    {
        await using var room = await Newsroom.Open();
        var picture = await room.Picture();
        var due = room.House.Now.AddHours(1);
        var content = room.Snow with
        {
            Link = "https://musterstadt.example/winter",
            Pictures = [new PictureInPost(picture, "Ein Park", false)],
            Channels = [new ChannelChoice(room.MuseumChannel, true, null), new ChannelChoice(room.CityChannel, false, "Nicht gewählt")],
        };
        var scheduled = await room.Scheduled(content, new PostDue.At(due));
        var released = (await room.Revision(scheduled.Id, 1))!;
        Assert.Equal((scheduled.Id, 1, room.Museum, "Erster Schnee", due), (released.Id, released.Revision, released.Unit, released.Title, released.Due!.Value));
        Assert.StartsWith("2026/11/erster-schnee-", released.Slug, StringComparison.Ordinal);
        Assert.Equal(new Uri("https://musterstadt.example/winter"), released.Link);
        Assert.Equal("Ein Park", Assert.Single(released.Pictures).Alt);
        var variant = Assert.Single(released.Channels);
        Assert.Equal((room.MuseumChannel, "Erster Schnee\n\nÜber Nacht hat der Winter den Park gefunden."), (variant.Channel, variant.Text));
        Assert.Null(await room.House.With((IReleasedPosts posts) => posts.BySlug(released.Slug, default)));
    }

    [Fact]
    public async Task What_is_scheduled_cannot_be_changed_until_it_is_called_off()
    {
        await using var room = await Newsroom.Open();
        var scheduled = await room.Scheduled(due: new PostDue.At(room.House.Now.AddHours(1)));
        Refused("Editorial.LockedScheduled", await room.Save(room.Writer, scheduled, room.Snow with { Text = "Anders." }));
        var draft = Good(await room.House.With((CallOffPost use) => use.Run(room.MuseumApprover, scheduled.Id, null, default)));
        Assert.Equal(PostState.Draft, draft.State);
        Assert.Null((await room.Revision(scheduled.Id, 1))!.Due);
        Good(await room.Save(room.Writer, draft, room.Snow with { Text = "Anders." }));
        Assert.Equal("Über Nacht hat der Winter den Park gefunden.", (await room.Revision(scheduled.Id, 1))!.Text);
    }

    [Fact]
    public async Task Going_live_a_correction_and_a_withdrawal_are_seen_by_the_public_in_this_order()
    {
        await using var room = await Newsroom.Open();
        var first = await room.Scheduled();
        var live = room.House.Now.AddSeconds(1);
        await Report(room, progress => progress.WentLive(first.Id, 1, live, default));
        await Report(room, progress => progress.WentLive(first.Id, 1, live.AddHours(9), default));
        await Report(room, progress => progress.Moved(first.Id, 1, PostState.Published, default));
        var page = Assert.Single(await Public(room));
        Assert.Equal((live, null, null), (page.PublicSince, page.CorrectedAt, page.WithdrawnAt));

        room.House.Clock.Advance(TimeSpan.FromHours(1));
        var open = Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, first.Id, null, default)));
        var corrected = Good(await room.Save(room.Writer, open, room.Snow with { Text = "Berichtigt." })).Standing;
        Assert.Equal("Über Nacht hat der Winter den Park gefunden.", Assert.Single(await Public(room)).Text);
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, corrected.Id, null, default)));
        Good(await room.Approve(room.MuseumApprover, corrected.Id));
        Assert.Equal(2, Good(await room.Release(room.MuseumApprover, corrected.Id, null)).Revision);
        await Report(room, progress => progress.WentLive(first.Id, 2, room.House.Now, default));
        page = Assert.Single(await Public(room));
        Assert.Equal(("Berichtigt.", 2, live, room.House.Now), (page.Text, page.Revision, page.PublicSince, page.CorrectedAt));

        Good(await room.House.With((WithdrawPost use) => use.Run(room.MuseumApprover, first.Id, null, "Falsches Bild", default)));
        Refused("Editorial.WithdrawalRuns", await room.House.With((WithdrawPost use) => use.Run(room.MuseumApprover, first.Id, null, null, default)));
        await Report(room, progress => progress.Withdrawn(first.Id, room.House.Now, default));
        Assert.Empty(await Public(room));
        Assert.Equal(room.House.Now, (await room.House.With((IReleasedPosts posts) => posts.BySlug(page.Slug, default)))!.WithdrawnAt);
        Assert.Equal(PostState.Withdrawn, (await room.View(first.Id)).Standing.State);
    }

    [Fact]
    public async Task What_deliveries_say_does_not_disturb_somebody_who_writes_a_correction()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Scheduled();
        await Report(room, progress => progress.WentLive(post.Id, 1, room.House.Now, default));
        await Report(room, progress => progress.Moved(post.Id, 1, PostState.PartlyPublished, default));
        var open = Good(await room.House.With((ReopenPost use) => use.Run(room.Writer, post.Id, null, default)));
        await Report(room, progress => progress.Moved(post.Id, 1, PostState.Published, default));
        Assert.Equal(PostState.Draft, (await room.View(post.Id)).Standing.State);
        Good(await room.Save(room.Writer, open, room.Snow with { Text = "Berichtigt." }));
    }

    [Fact]
    public async Task A_report_about_an_older_revision_moves_nothing()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Scheduled();
        await Report(room, progress => progress.Moved(post.Id, 7, PostState.Failed, default));
        Assert.Equal(PostState.Scheduled, (await room.View(post.Id)).Standing.State);
    }

    [Fact]
    public async Task A_missed_post_gets_a_new_time_under_the_same_revision()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Scheduled(due: new PostDue.At(room.House.Now.AddMinutes(10)));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await Report(room, progress => progress.Moved(post.Id, 1, PostState.Missed, default));
        Assert.Equal(WaitingFor.NewTime, Assert.Single(await room.House.With((WaitingForMe use) => use.Run(room.MuseumApprover, default))).What);
        var again = Good(await room.House.With((ReschedulePost use) => use.Run(room.MuseumApprover, post.Id, null, new PostDue.Open(), default)));
        Assert.Equal((PostState.Scheduled, 1), (again.State, again.Revision));
        Assert.Equal(room.House.Now, (await room.Revision(post.Id, 1))!.Due);
    }

    [Fact]
    public async Task The_public_list_is_filtered_by_channel_unit_and_time()
    {
        await using var room = await Newsroom.Open();
        var ids = new List<PostId>();
        for (var i = 0; i < 3; i++)
        {
            var post = await room.Scheduled(room.Snow with { Title = $"Beitrag {i}" });
            await Report(room, progress => progress.WentLive(post.Id, 1, room.House.Now, default));
            ids.Add(post.Id);
            room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(ids.AsEnumerable().Reverse(), (await Public(room)).Select(post => post.Id));
        Assert.Equal(3, (await Public(room, new PublicQuery(null, null, room.MuseumChannel, room.City, 10))).Count);
        Assert.Empty(await Public(room, new PublicQuery(null, null, room.CityChannel, null, 10)));
        Assert.Empty(await Public(room, new PublicQuery(null, null, null, room.Fire, 10)));
        Assert.Equal(ids[1], Assert.Single(await Public(room, new PublicQuery(room.House.Now.AddMinutes(-1), null, null, null, 1))).Id);
        Assert.Equal("Beitrag 0", (await room.House.With((IPostHeads heads) => heads.Many(ids, default)))[ids[0]].Title);
    }

    private static Task Report(Newsroom room, Func<IPostProgress, Task> report) => room.House.With(report);

    private static Task<IReadOnlyList<ReleasedPost>> Public(Newsroom room, PublicQuery? query = null) =>
        room.House.With((IReleasedPosts posts) => posts.Public(query ?? new PublicQuery(null, null, null, null, 50), default));
}
