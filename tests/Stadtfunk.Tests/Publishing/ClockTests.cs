using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A machine's clock jumps: nothing is doubled, nothing is late in silence, nothing waits for a time that comes a second time.</summary>
public sealed class ClockTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task What_a_jump_ahead_has_made_too_late_is_missed_and_what_is_not_goes_out_once()
    {
        await using var room = await Newsroom.Open();
        var late = await room.Release("Zu spät", room.House.Now.AddMinutes(5));
        var inTime = await room.Release("Noch rechtzeitig", room.House.Now.AddMinutes(170));
        room.House.Clock.AdjustTime(room.House.Clock.GetUtcNow().AddHours(3));
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((DeliveryState.Missed, PostState.Missed), ((await room.Row(late)).State, await room.StateOf(late)));
        Assert.Equal(DeliveryState.Published, (await room.Row(inTime)).State);
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_jump_back_doubles_nothing_and_what_is_due_later_waits_for_its_time()
    {
        await using var room = await Newsroom.Open();
        var sent = await room.Release("Schon gesendet");
        await room.Turn();
        var later = await room.Release("Später", room.House.Now.AddMinutes(10));
        room.House.Clock.AdjustTime(room.House.Clock.GetUtcNow().AddHours(-3));
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Single(room.Network.Accepted);
        Assert.Equal(DeliveryState.Published, (await room.Row(sent)).State);
        room.House.Clock.AdjustTime(room.House.Clock.GetUtcNow().AddHours(3).AddMinutes(10));
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(later)).State);
        Assert.Equal(2, room.Network.Accepted.Count);
    }

    [Fact]
    public async Task A_jump_back_leaves_no_event_and_no_open_outcome_waiting_for_hours()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        for (var i = 0; i < 10; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var open = await room.Release("Offen");
        await room.Turn();
        Assert.Equal(DeliveryState.Unknown, (await room.Row(open)).State);
        var approved = await room.Approved("Gerade freigegeben");
        await room.House.With((Stadtfunk.Editorial.Approvals.ReleasePost use) => use.Run(room.Lead, approved, null, new Stadtfunk.Editorial.Posts.PostDue.Open(), CancellationToken.None));
        room.House.Clock.AdjustTime(room.House.Clock.GetUtcNow().AddHours(-3));
        await room.House.Pump();
        Assert.Single(await room.Rows(approved));
        await room.Pass(TimeSpan.FromSeconds(65));
        Assert.Equal(DeliveryState.Asking, (await room.Row(open)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_dead_process_left_before_a_jump_back_is_taken_up_at_once(bool sending)
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(1));
        room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await Leave(room, post, sending);
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        // Within the post's own hour, so that it is still to go out.
        room.House.Clock.AdjustTime(room.House.Clock.GetUtcNow().AddMinutes(-30));
        await room.Turn();
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal(sending ? DeliveryState.Unknown : DeliveryState.Published, row.State);
        Assert.Equal(sending ? 0 : 1, room.Network.Calls);
    }

    [Fact]
    public async Task Leases_are_compared_with_the_clock_that_all_nodes_share()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(1));
        room.House.Clock.Advance(TimeSpan.FromMinutes(1));
        await Leave(room, post, sending: true);
        // This node's own clock goes ten minutes fast; measured against the database's, the other node's lease still holds.
        room.House.Clock.AdjustTime(room.House.Clock.GetUtcNow().AddMinutes(10));
        room.House.Get<DatabaseClock>().PutRight(TimeSpan.FromMinutes(-10));
        await room.Turn();
        Assert.Equal(DeliveryState.Sending, (await room.Row(post)).State);
        room.House.Clock.Advance(TimeSpan.FromSeconds(31));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        await room.Turn();
        Assert.Equal(DeliveryState.Unknown, (await room.Row(post)).State);
        Assert.Equal(0, room.Network.Calls);
    }

    private static Task Leave(Newsroom room, PostId post, bool sending) => room.House.With(async (Db db) =>
    {
        var row = await db.Set<Delivery>().SingleAsync(x => x.Post == post);
        row.Wake(room.House.Now);
        Assert.True(row.LeaseToPrepare("dead", room.House.Now));
        if (sending)
            Assert.True(row.Intend(room.House.Now));
        await db.SaveChangesAsync();
    });
}
