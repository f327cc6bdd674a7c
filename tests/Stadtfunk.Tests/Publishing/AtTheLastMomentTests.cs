using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A pause or a cut-off that comes while a post is being prepared, and a pause of everything.</summary>
public sealed class AtTheLastMomentTests
{
    private static Task<bool> Pause(Newsroom room, bool everything) =>
        room.House.With(async (PausePublishing use) => (await use.Run(room.Lead, everything ? null : room.Channels[0], CancellationToken.None)).Ok);

    private static Task<bool> Resume(Newsroom room, bool everything) =>
        room.House.With(async (ResumePublishing use) => (await use.Run(room.Lead, everything ? null : room.Channels[0], CancellationToken.None)).Ok);

    [Fact]
    public async Task A_pause_of_everything_holds_page_and_channels_until_a_person_lets_them_go()
    {
        await using var room = await Newsroom.Open(2);
        Assert.True(await Pause(room, everything: true));
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal((0, PostState.Scheduled), (room.Network.Calls, await room.StateOf(post)));
        Assert.All(await room.Rows(post), row => Assert.Equal(DeliveryState.Waiting, row.State));
        Assert.True(await Resume(room, everything: true));
        await room.Turn();
        Assert.All(await room.Rows(post), row => Assert.Equal(DeliveryState.Published, row.State));
        Assert.Equal(2, room.Network.Calls);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_pause_that_comes_while_a_post_is_prepared_still_holds_it(bool everything)
    {
        await using var room = await Newsroom.Open();
        room.Network.Prepares.Enqueue(_ =>
        {
            Assert.True(Pause(room, everything).GetAwaiter().GetResult());
            return null;
        });
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((0, DeliveryState.Waiting), (room.Network.Calls, (await room.Row(post)).State));
        Assert.Null((await room.Row(post)).IntentAt);
        Assert.True(await Resume(room, everything));
        await room.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Single(room.Network.Accepted);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_pause_that_comes_while_the_call_is_under_way_lets_it_finish(bool everything)
    {
        await using var room = await Newsroom.Open();
        room.Network.OnTheWay = async _ =>
        {
            room.Network.OnTheWay = null;
            Assert.True(await Pause(room, everything));
        };
        var (under, behind) = (await room.Release("Gerade unterwegs"), await room.Release("Gleich danach"));
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(5));
        var done = await room.Row(under);
        Assert.Equal((DeliveryState.Published, done.Key), (done.State, Assert.Single(room.Network.Accepted).Key));
        Assert.NotNull(done.VerifiedAt);
        // The one behind it had not begun.
        Assert.Equal(DeliveryState.Waiting, (await room.Row(behind)).State);
        Assert.True(await Resume(room, everything));
        await room.Turn();
        Assert.Equal((DeliveryState.Published, 2), ((await room.Row(behind)).State, room.Network.Calls));
    }

    [Fact]
    public async Task A_cut_off_that_passes_while_a_post_is_prepared_makes_it_missed_and_nothing_is_sent()
    {
        await using var room = await Newsroom.Open();
        room.Network.Prepares.Enqueue(_ =>
        {
            room.House.Clock.Advance(TimeSpan.FromMinutes(61));
            return null;
        });
        var post = await room.Release();
        await room.Pass(TimeSpan.FromSeconds(5));
        var row = await room.Row(post);
        Assert.Equal((0, DeliveryState.Missed, "Publishing.Missed"), (room.Network.Calls, row.State, row.SentenceKey));
        Assert.Null(row.IntentAt);
    }
}
