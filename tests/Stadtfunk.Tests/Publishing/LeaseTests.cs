using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Who holds a row moves it, and nobody else: the lease is lost to another node, or kept by what is written down on the way.</summary>
public sealed class LeaseTests
{
    private static readonly TimeSpan Lapsed = Delivery.PrepareLease + TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Who_lost_the_lease_while_preparing_calls_nobody(bool onRecord, bool keeps)
    {
        var plain = new ScriptedNetwork();
        await using var room = await Newsroom.Open(scripted: new ScriptedNetwork { Network = plain.Network with { PreparesAlways = onRecord } });
        PostId post = default;
        var wentOn = false;
        room.Network.Prepares.Enqueue(errand =>
        {
            room.House.Clock.Advance(Lapsed);
            TakeOver(room, post).GetAwaiter().GetResult();
            if (keeps)
                errand.Keep("bild", "1", CancellationToken.None).GetAwaiter().GetResult();
            wentOn = true;
            return null;
        });
        post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal((0, DeliveryState.Preparing, "anderswo"), (room.Network.Calls, row.State, row.Owner));
        Assert.Null(row.IntentAt);
        Assert.Equal(!keeps, wentOn);
        // The other node dies in its turn: the row is due again, and goes out once.
        room.House.Clock.Advance(Lapsed);
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Equal(1, room.Network.Calls);
    }

    [Fact]
    public async Task A_lease_is_renewed_with_every_part_that_is_kept()
    {
        var plain = new ScriptedNetwork();
        await using var room = await Newsroom.Open(scripted: new ScriptedNetwork { Network = plain.Network with { PreparesAlways = true } });
        PostId post = default;
        var begun = 0;
        room.Network.Prepares.Enqueue(errand =>
        {
            begun++;
            // Four and a half minutes in all, where a lease has one.
            for (var piece = 0; piece < 6; piece++)
            {
                room.House.Clock.Advance(TimeSpan.FromSeconds(45));
                errand.Keep("stück", $"{piece}", CancellationToken.None).GetAwaiter().GetResult();
                Assert.Equal(room.House.Now + Delivery.PrepareLease, room.Row(post).GetAwaiter().GetResult().LeaseUntil);
                // Whoever looks meanwhile, as another node does, leaves it alone.
                room.House.With((DeliveryRound round) => round.Tick(CancellationToken.None)).GetAwaiter().GetResult();
            }
            return null;
        });
        post = await room.Release();
        await room.Turn();
        Assert.Equal((DeliveryState.Published, 1, 1), ((await room.Row(post)).State, begun, room.Network.Calls));
        Assert.Equal(1, (await room.Row(post)).Attempt);
    }

    private static Task TakeOver(Newsroom room, PostId post) => room.House.With(async (Db db) =>
    {
        var row = await db.Set<Delivery>().SingleAsync(x => x.Post == post);
        Assert.True(row.LeaseToPrepare("anderswo", room.House.Now));
        await db.SaveChangesAsync();
    });
}
