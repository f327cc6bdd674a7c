using System.Text.Json;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>"When the video is there, post its link": a post that waits for the receipt of another.</summary>
public sealed class CrossPostTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task A_post_that_waits_goes_out_once_with_the_link_of_the_other_as_soon_as_that_has_appeared()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var links = Links(room, 2);
        var video = await Approved(room, "Video", 0);
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        await Release(room, post);
        // However long it takes: neither its time nor its cut-off counts.
        room.House.Clock.Advance(TimeSpan.FromHours(30));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((PostState.Scheduled, 0), (await room.StateOf(post), room.Network.Calls));
        await Release(room, video);
        await room.Pass(TimeSpan.FromSeconds(5));
        var there = await room.Row(video);
        Assert.Equal((PostState.Published, PostState.Published), (await room.StateOf(video), await room.StateOf(post)));
        Assert.Equal(new Uri?[] { null, new Uri(there.Link!) }, links);
        Assert.Equal(new Uri(there.Link!), (await Revision(room, post))!.Link);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(2, room.Network.Accepted.Count);
    }

    [Fact]
    public async Task Its_own_time_holds_when_the_other_is_early()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        await Release(room, post, room.House.Now.AddHours(3));
        await Release(room, video);
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal((PostState.Published, PostState.Scheduled), (await room.StateOf(video), await room.StateOf(post)));
        room.House.Clock.Advance(TimeSpan.FromHours(3));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((PostState.Published, 2), (await room.StateOf(post), room.Network.Accepted.Count));
    }

    [Fact]
    public async Task Where_the_other_is_out_already_nothing_is_waited_for()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        await Release(room, video);
        await room.Pass(TimeSpan.FromSeconds(2));
        var links = Links(room, 1);
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        await Release(room, post);
        await room.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((PostState.Published, (await room.Row(video)).Link), (await room.StateOf(post), Assert.Single(links)?.AbsoluteUri));
    }

    [Fact]
    public async Task When_the_other_is_refused_it_does_not_go_out_and_says_why_until_that_is_mended_and_it_has_a_new_time()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        room.Network.Sends.Enqueue(_ => new Step.Refused(new Sentence("Networks.TextTooLong", "Probenetz", "600", "500")));
        await Release(room, post, room.House.Now.AddHours(1));
        await Release(room, video);
        await room.Pass(TimeSpan.FromSeconds(3));
        // Before its time there is time to mend it.
        Assert.Equal(PostState.Scheduled, await room.StateOf(post));
        room.House.Clock.Advance(TimeSpan.FromHours(1));
        await room.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((PostState.Missed, DeliveryState.Missed, 1), (await room.StateOf(post), (await room.Row(post)).State, room.Network.Calls));
        Assert.Contains("„Video“", await room.House.With((WhyMissed why) => why.Run(room.Lead, post, Ct)), StringComparison.Ordinal);
        // Sent by itself it would go out without its link: it waits all the same.
        Assert.True((await room.House.With(async (SendAgain send) => await send.Run(room.Lead, (await room.Row(post)).Id, null, Ct))).Ok);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((0, DeliveryState.Missed), (room.Network.Accepted.Count, (await room.Row(post)).State));
        Assert.True((await room.House.With(async (SendAgain send) => await send.Run(room.Lead, (await room.Row(video)).Id, null, Ct))).Ok);
        await room.Pass(TimeSpan.FromSeconds(2));
        Good(await room.House.With((ReschedulePost use) => use.Run(room.Lead, post, null, new PostDue.At(room.House.Now.AddMinutes(1)), Ct)));
        await room.House.Pump();
        room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((PostState.Published, 2), (await room.StateOf(post), room.Network.Accepted.Count));
        Assert.Equal(new Uri((await room.Row(video)).Link!), (await Revision(room, post))!.Link);
    }

    [Fact]
    public async Task One_that_was_called_off_to_be_written_anew_is_waited_for_on_and_one_that_goes_out_elsewhere_is_not()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        await Release(room, video, room.House.Now.AddHours(2));
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        await Release(room, post);
        Good(await room.House.With((CallOffPost use) => use.Run(room.Lead, video, null, Ct)));
        await room.House.Pump();
        await room.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal((PostState.Draft, PostState.Scheduled), (await room.StateOf(video), await room.StateOf(post)));
        Assert.Equal("Video", (await room.House.With((GoingOutToday today) => today.Run(room.Lead, Ct))).Single(x => x.Post.Id == post).WaitsFor);
        var version = Good(await room.House.With((PostDetail use) => use.Run(room.Writer, video, Ct))).Standing.Version;
        Good(await room.House.With((SavePost use) => use.Run(room.Writer, video, version, Content(room, "Video", 1), new PostDue.Open(), Ct)));
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, video, null, Ct)));
        Good(await room.House.With((ApprovePost approve) => approve.Run(room.Lead, video, null, new AfterApproval.Wait(), Ct)));
        await Release(room, video);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((PostState.Published, PostState.Missed, 1), (await room.StateOf(video), await room.StateOf(post), room.Network.Accepted.Count));
    }

    [Fact]
    public async Task What_is_taken_away_again_is_not_linked_to()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        await Release(room, video);
        await room.Pass(TimeSpan.FromSeconds(2));
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        await room.Withdraw(video);
        await room.Pass(TimeSpan.FromSeconds(2));
        var refused = await room.House.With((ReleasePost release) => release.Run(room.Lead, post, null, new PostDue.Open(), Ct));
        Assert.Equal("Editorial.AwaitedGone", Assert.Single(refused.Refusals).Key);
    }

    [Fact]
    public async Task What_is_taken_away_before_the_time_of_the_waiting_post_is_not_linked_to_either()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        await Release(room, video);
        await room.Pass(TimeSpan.FromSeconds(2));
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        await Release(room, post, room.House.Now.AddHours(1));
        await room.Pass(TimeSpan.FromSeconds(2));
        await room.Withdraw(video);
        room.House.Clock.Advance(TimeSpan.FromHours(1));
        await room.Pass(TimeSpan.FromSeconds(3));
        // The video, and that it is taken away.
        Assert.Equal((PostState.Missed, 2), (await room.StateOf(post), room.Network.Accepted.Count));
    }

    [Fact]
    public async Task A_turn_that_was_interrupted_or_made_twice_changes_nothing()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        await Release(room, post);
        await Release(room, video);
        await room.Turn();
        for (var i = 0; i < 3; i++)
            await room.House.With(async (HeldReleases held) => { await held.LookAfter(post, 1, room.House.Now, Ct); return 0; });
        Assert.Equal((PostState.Scheduled, DeliveryState.Waiting), (await room.StateOf(post), (await room.Row(post)).State));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((PostState.Published, 2), (await room.StateOf(post), room.Network.Accepted.Count));
    }

    [Fact]
    public async Task An_approval_is_bound_to_what_the_post_waits_for_and_one_without_it_to_what_it_always_was()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var (video, other) = (await Approved(room, "Video", 0), await Approved(room, "Ein anderes", 0));
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        var content = Content(room, "Zum Video", 1, Waits(room, video));
        var none = new Dictionary<PictureId, PictureView>();
        Assert.NotEqual(content.Hash(none), (content with { Waits = Waits(room, other) }).Hash(none));
        Assert.NotEqual(content.Hash(none), (content with { Waits = null }).Hash(none));
        Assert.DoesNotContain("Waits", JsonSerializer.Serialize(content with { Waits = null }), StringComparison.Ordinal);
        var standing = Good(await room.House.With((PostDetail use) => use.Run(room.Writer, post, Ct))).Standing;
        Good(await room.House.With((SavePost use) => use.Run(room.Writer, post, standing.Version, content with { Waits = Waits(room, other) }, new PostDue.Open(), Ct)));
        Assert.Equal(PostState.Draft, await room.StateOf(post));
        Assert.Equal(Waits(room, other), Good(await room.House.With((PostDetail use) => use.Run(room.Writer, post, Ct))).Content.Waits);
    }

    [Fact]
    public async Task What_could_never_come_is_refused_in_a_sentence()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        var waiting = await Approved(room, "Zum Video", 1, Waits(room, video));
        Assert.Equal(["Editorial.AwaitedNotThere"], await Problems(room, Content(room, "Falsch", 0, new AwaitedPost(video, room.Channels[1]))));
        Assert.Equal(["Editorial.AwaitedAndLink"], await Problems(room, Content(room, "Zwei Links", 1, Waits(room, video)) with { Link = "https://example.org/" }));
        var view = Good(await room.House.With((PostDetail use) => use.Run(room.Writer, video, Ct)));
        var circle = view.Content with { Waits = new AwaitedPost(waiting, room.Channels[1]) };
        Good(await room.House.With((SavePost use) => use.Run(room.Writer, video, view.Standing.Version, circle, new PostDue.Open(), Ct)));
        Assert.Equal(["Editorial.AwaitedCircle"], Good(await room.House.With((PostDetail use) => use.Run(room.Writer, video, Ct))).Problems.Select(x => x.Why.Key));
        var unknown = Content(room, "Unbekannt", 1, new AwaitedPost(PostId.New(), room.Channels[0]));
        Assert.Equal("Editorial.AwaitedUnknown", Assert.Single((await room.House.With((CreatePost create) => create.Run(room.Writer, room.Unit, unknown, new PostDue.Open(), false, Ct))).Refusals).Key);
    }

    [Fact]
    public async Task The_list_of_posts_says_what_is_waited_for_and_the_composer_offers_it()
    {
        await using var room = await Newsroom.Open(channels: 2);
        var video = await Approved(room, "Video", 0);
        var post = await Approved(room, "Zum Video", 1, Waits(room, video));
        var rows = Good(await room.House.With((PostList list) => list.Run(room.Writer, PostQuery.Everything, Ct))).Posts;
        Assert.Equal("Video", rows.Single(x => x.Id == post).WaitsFor);
        Assert.Null(rows.Single(x => x.Id == video).WaitsFor);
        var offered = await room.House.With((AwaitablePosts use) => use.Run(room.Writer, post, Waits(room, video), Ct));
        Assert.Equal(("Video", "Kanal 1"), (offered[0].Title, offered[0].ChannelName));
        Assert.DoesNotContain(offered, x => x.Awaited.Post == post);
        Assert.Empty(await room.House.With(async (AwaitablePosts use) => await use.Run(await room.House.Actor("Ohne Rolle"), post, null, Ct)));
    }

    private static AwaitedPost Waits(Newsroom room, PostId video) => new(video, room.Channels[0]);

    private static PostContent Content(Newsroom room, string title, int channel, AwaitedPost? waits = null) => PostContent.Empty("de") with
    {
        Title = title, Text = "Neu im Podcast.", Channels = [new ChannelChoice(room.Channels[channel], true, null)], Waits = waits,
    };

    private static async Task<PostId> Approved(Newsroom room, string title, int channel, AwaitedPost? waits = null)
    {
        var post = Good(await room.House.With((CreatePost create) => create.Run(room.Writer, room.Unit, Content(room, title, channel, waits), new PostDue.Open(), false, Ct))).Standing.Id;
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, post, null, Ct)));
        Good(await room.House.With((ApprovePost approve) => approve.Run(room.Lead, post, null, new AfterApproval.Wait(), Ct)));
        return post;
    }

    private static async Task Release(Newsroom room, PostId post, DateTime? due = null)
    {
        Good(await room.House.With((ReleasePost release) => release.Run(room.Lead, post, null, due is { } at ? new PostDue.At(at) : new PostDue.Open(), Ct)));
        await room.House.Pump();
    }

    private static async Task<IEnumerable<string>> Problems(Newsroom room, PostContent content)
    {
        var post = Good(await room.House.With((CreatePost create) => create.Run(room.Writer, room.Unit, content, new PostDue.Open(), false, Ct))).Standing.Id;
        return Good(await room.House.With((PostDetail use) => use.Run(room.Writer, post, Ct))).Problems.Select(x => x.Why.Key);
    }

    private static Task<ReleasedPost?> Revision(Newsroom room, PostId post) => room.House.With((IReleasedPosts posts) => posts.Revision(post, 1, Ct));

    /// <summary>The links with which the next posts go out.</summary>
    private static List<Uri?> Links(Newsroom room, int count)
    {
        var links = new List<Uri?>();
        for (var i = 0; i < count; i++)
            room.Network.Sends.Enqueue(errand =>
            {
                links.Add(errand.Post.Link);
                return room.Network.Accept(errand);
            });
        return links;
    }

    private static T Good<T>(Outcome<T> outcome) => outcome.Ok ? outcome.Value! : throw new InvalidOperationException(outcome.Refusals[0].Key);
}
