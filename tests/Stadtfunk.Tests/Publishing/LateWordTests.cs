using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Words of one post are handled by kinds side by side, and one that failed comes again later: in whatever order they come, what was asked last holds.</summary>
public sealed class LateWordTests
{
    private const string Text = "Der Winter ist schon wieder fort.";

    [Fact]
    public async Task A_withdrawal_takes_the_post_away_although_the_end_of_its_correction_is_heard_of_later()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, Text, due: room.House.Now.AddHours(1), leaveOut: room.Channels[0]);
        await room.Withdraw(post);
        await CalledOff(room, post, 2);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Single(await room.Rows(post), x => x is { Kind: DeliveryKind.Delete, State: DeliveryState.Published });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_correction_that_is_heard_of_after_the_withdrawal_changes_nothing(bool leavesOut)
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, Text, due: room.House.Now.AddHours(1), leaveOut: leavesOut ? [room.Channels[0]] : []);
        var heard = new PostReleased(post, 2, room.House.Now.AddHours(1), room.Lead.Person);
        await room.House.With((Db db) => db.Set<Delivery>().Where(x => x.Revision == 2).ExecuteDeleteAsync());
        await room.House.With((Db db) => db.Set<Release>().Where(x => x.Revision == 2).ExecuteDeleteAsync());
        await room.Withdraw(post);
        await room.House.With((WhenPostReleased late) => late.Handle(heard, CancellationToken.None));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(
            [(DeliveryKind.Publish, DeliveryState.Published), (DeliveryKind.Delete, DeliveryState.Published)],
            (await room.Rows(post)).Select(x => (x.Kind, x.State)));
    }

    [Fact]
    public async Task A_second_correction_that_leaves_the_channel_out_deletes_there_although_the_end_of_the_first_is_heard_of_later()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        await room.Correct(post, Text, due: room.House.Now.AddHours(1), leaveOut: room.Channels[0]);
        await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, CancellationToken.None));
        await room.House.With((Db db) => db.Set<OutboxRow>().ExecuteDeleteAsync());
        await room.Correct(post, "Doch nur Regen.", leaveOut: room.Channels[0]);
        await CalledOff(room, post, 2);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Single(await room.Rows(post), x => x is { Kind: DeliveryKind.Delete, State: DeliveryState.Published, Revision: 3 });
    }

    [Fact]
    public async Task A_first_release_that_is_heard_of_after_the_second_takes_nothing_away_from_it()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Approved("Erster Schnee");
        var due = room.House.Now.AddHours(1);
        await room.House.With((ReleasePost use) => use.Run(room.Lead, post, null, new PostDue.At(due), CancellationToken.None));
        await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, CancellationToken.None));
        await room.House.With((Db db) => db.Set<OutboxRow>().ExecuteDeleteAsync());
        await room.Correct(post, "Doch nur Regen.", due: due);
        await room.House.With((WhenPostReleased late) => late.Handle(new PostReleased(post, 1, due, room.Lead.Person), CancellationToken.None));
        Assert.Equal((2, DeliveryState.Waiting), ((await room.Row(post)).Revision, (await room.Row(post)).State));
        room.House.Clock.Advance(TimeSpan.FromHours(1));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((PostState.Published, 1), (await room.StateOf(post), room.Network.Calls));
    }

    [Fact]
    public async Task A_withdrawal_touches_the_deletion_that_is_under_way_so_that_a_release_in_the_same_moment_cannot_call_it_off()
    {
        await using var room = await Newsroom.Open();
        var post = await Published(room);
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromMinutes(10), new Sentence("Publishing.InternalError")));
        await room.Correct(post, Text, leaveOut: room.Channels[0]);
        await room.Pass(TimeSpan.FromSeconds(2));
        var before = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete);
        await room.Withdraw(post);
        var after = (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete);
        Assert.Equal((before.Id, before.NextAt, DeliveryState.Waiting), (after.Id, after.NextAt, after.State));
        Assert.True(after.Fence > before.Fence);
    }

    [Fact]
    public async Task That_its_time_passed_is_not_said_again_of_a_post_that_has_a_new_one()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddHours(1));
        await room.House.With((IPostProgress progress) => progress.Moved(post, 1, PostState.Missed, CancellationToken.None));
        Assert.Equal(PostState.Scheduled, await room.StateOf(post));
        room.House.Clock.Advance(TimeSpan.FromHours(3));
        await room.House.With((IPostProgress progress) => progress.Moved(post, 1, PostState.Missed, CancellationToken.None));
        Assert.Equal(PostState.Missed, await room.StateOf(post));
    }

    private static Task CalledOff(Newsroom room, PostId post, int revision) =>
        room.House.With((WhenPostCalledOff late) => late.Handle(new PostCalledOff(post, revision, room.Lead.Person), CancellationToken.None));

    private static async Task<PostId> Published(Newsroom room)
    {
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(3));
        return post;
    }
}
