using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What a network says beside its answers of how much is used is kept to before it refuses anything.</summary>
public sealed class UsageTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Used_up_while_a_post_is_prepared_it_waits_and_then_goes_out_by_one_call()
    {
        await using var room = await Newsroom.Open();
        room.Network.Prepares.Enqueue(errand => Says(errand, 100, Wait));
        var post = await room.Release();
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, "Publishing.AllowanceUsedUp", 0, room.House.Now + Wait), (row.State, row.SentenceKey, room.Network.Calls, row.NextAt));
        await room.House.Restart();
        room.House.Clock.Advance(Wait - TimeSpan.FromSeconds(2));
        await room.Turn();
        Assert.Equal(0, room.Network.Calls);
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal((1, 1, DeliveryState.Published), (room.Network.Calls, room.Network.Accepted.Count, (await room.Row(post)).State));
    }

    [Fact]
    public async Task Used_up_with_a_post_that_went_out_the_next_one_waits_without_being_tried()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(errand =>
        {
            Says(errand, 100, Wait);
            return room.Network.Accept(errand);
        });
        var first = await room.Release("Erster");
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(first)).State);
        var second = await room.Release("Zweiter");
        await room.House.Restart();
        await room.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal((1, 0), (room.Network.Calls, (await room.Row(second)).Attempt));
        var channel = Assert.Single((await room.House.With((ChannelBoard board) => board.Run(room.Lead, Ct))).Rows);
        Assert.Equal("Held", channel.Health.Key);
        Assert.Contains("Kontingent", channel.Says(room.House.Get<Words>(), room.House.Get<CityTime>()), StringComparison.Ordinal);
        room.House.Clock.Advance(Wait);
        await room.Turn();
        await room.Turn();
        Assert.Equal((2, 1), (room.Network.Calls, (await room.Row(second)).Attempt));
    }

    [Fact]
    public async Task What_would_miss_its_cut_off_is_tried_all_the_same()
    {
        await using var room = await Newsroom.Open();
        room.Network.Prepares.Enqueue(errand => Says(errand, 100, TimeSpan.FromHours(6)));
        var post = await room.Release();
        var left = (await room.Row(post)).CutOff - room.House.Now;
        Assert.InRange(left, TimeSpan.FromMinutes(1), TimeSpan.FromHours(6));
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task What_another_answer_says_meanwhile_brings_no_hold_nearer_and_pushes_none_on()
    {
        await using var room = await Newsroom.Open();
        var hour = TimeSpan.FromHours(1);
        async Task<DateTime?> Until() => await room.House.With((Db db) => db.Set<Patience>().Select(x => x.Until).SingleAsync(Ct));
        room.Network.Sends.Enqueue(errand => { Says(errand, 100, TimeSpan.FromMinutes(10)); return new Step.Later(hour, new Sentence("Networks.TooFast", "Probenetz")); });
        await room.Release("Erster");
        await room.Turn();
        var until = await Until();
        Assert.InRange(until!.Value, room.House.Now + hour, room.House.Now + hour + TimeSpan.FromSeconds(1));
        async Task Heard(TimeSpan wait) => await room.House.With(async (Patiences use) => { await use.Heard(room.Channels[0], new Usage(100, wait), "Probenetz"); return true; });
        room.House.Clock.Advance(TimeSpan.FromMinutes(5));
        await Heard(TimeSpan.FromMinutes(10));
        Assert.Equal(until, await Until());
        await Heard(TimeSpan.FromHours(2));
        Assert.Equal(until, await Until());
        await room.House.With(async (Patiences use) => await use.Wait(room.Channels[0], TimeSpan.FromMinutes(1), new Sentence("Networks.TooFast", "Probenetz")));
        Assert.Equal(until, await Until());
        await room.House.With(async (Patiences use) => await use.Wait(room.Channels[0], TimeSpan.FromHours(3), new Sentence("Networks.TooFast", "Probenetz")));
        Assert.True(await Until() > until);
    }

    [Fact]
    public async Task Our_own_pause_for_what_was_too_fast_is_ended_by_whoever_says_go_on()
    {
        await using var room = await Newsroom.Open();
        for (var i = 0; i < 8; i++)
            room.Network.Sends.Enqueue(_ => new Step.Later(null, new Sentence("Networks.TooFast", "Probenetz")) { TooFast = true });
        await room.Release("Erster");
        await room.Pass(TimeSpan.FromMinutes(7));
        Assert.Equal(0, await room.House.With((Db db) => db.Set<Patience>().CountAsync(x => x.Until != null, Ct)));
        var second = await room.Release("Zweiter");
        await room.Turn();
        Assert.Equal(0, (await room.Row(second)).Attempt);
        room.Network.Sends.Clear();
        await room.House.With(async (Lanes lanes) => { await lanes.Free(room.Channels[0]); return true; });
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(second)).State);
    }

    [Theory]
    [InlineData(79, null)]
    [InlineData(80, 80)]
    [InlineData(93, 93)]
    public async Task From_eighty_percent_on_the_channel_says_so_for_an_hour_or_until_it_is_less(int percent, int? said)
    {
        await using var room = await Newsroom.Open();
        async Task<int?> Now() => (await room.House.With((ReadChannelSheet sheet) => sheet.Run(room.Lead, room.Channels[0], Ct))).Value!.Health.Percent;
        room.Network.Prepares.Enqueue(errand => Says(errand, percent, null));
        await room.Release("Erster");
        await room.Turn();
        Assert.Equal((1, said), (room.Network.Calls, await Now()));
        room.House.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(await Now());
        room.Network.Prepares.Enqueue(errand => Says(errand, percent, null));
        await room.Release("Zweiter");
        await room.Turn();
        Assert.Equal(said, await Now());
        room.Network.Prepares.Enqueue(errand => Says(errand, 12, null));
        await room.Release("Dritter");
        await room.Turn();
        Assert.Null(await Now());
    }

    private static Step? Says(Errand errand, int percent, TimeSpan? wait)
    {
        errand.Note(new Call("POST probe", 200, null, null, TimeSpan.Zero) { Usage = new Usage(percent, wait) });
        return null;
    }
}
