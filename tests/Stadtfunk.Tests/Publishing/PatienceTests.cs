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

/// <summary>How long a network wants to be left alone is written down: it holds for every process and every node.</summary>
public sealed class PatienceTests
{
    private static readonly Sentence TooFast = new("Networks.TooFast", "Probenetz");
    private static readonly TimeSpan Named = TimeSpan.FromMinutes(20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_process_that_starts_anew_waits_as_long_as_the_network_said_and_then_calls_once()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(Named, TooFast));
        var first = await room.Release("Erster");
        await room.Turn();
        await room.House.Restart();
        var second = await room.Release("Zweiter");
        await room.Pass(TimeSpan.FromMinutes(5));
        await room.House.Restart();
        room.House.Clock.Advance(TimeSpan.FromMinutes(14.5));
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(28));
        Assert.Equal((1, DeliveryState.Waiting, DeliveryState.Waiting), (room.Network.Calls, (await room.Row(first)).State, (await room.Row(second)).State));
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal((3, DeliveryState.Published, DeliveryState.Published), (room.Network.Calls, (await room.Row(first)).State, (await room.Row(second)).State));
        Assert.Equal(2, room.Network.Accepted.DistinctBy(x => x.Key).Count());
    }

    [Fact]
    public async Task Another_channel_does_not_wait_with_it()
    {
        await using var room = await Newsroom.Open(2);
        room.Network.Sends.Enqueue(_ => new Step.Later(Named, TooFast));
        var post = await room.Release();
        await room.Turn();
        await room.House.Restart();
        await room.Turn();
        Assert.Single(await room.Rows(post), row => row.State == DeliveryState.Published);
        Assert.Equal(2, room.Network.Calls);
    }

    [Fact]
    public async Task The_channel_says_until_when_it_waits_and_why_and_nothing_any_more_afterwards()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(Named, TooFast));
        await room.Release();
        await room.Turn();
        var ends = room.House.Now + Named;
        var row = await Row(room);
        Assert.Equal((Kind.Quiet, "Held"), row.Health);
        Assert.False(row.NeedsSomebody);
        var says = row.Says(room.House.Get<Words>(), room.House.Get<CityTime>());
        Assert.Contains(room.House.Get<CityTime>().WordsOf(ends), says, StringComparison.Ordinal);
        Assert.Contains("Probenetz nimmt im Moment nichts an", says, StringComparison.Ordinal);
        await room.Pass(Named + TimeSpan.FromSeconds(2));
        Assert.Equal("Good", (await Row(room)).Health.Key);
        Assert.Null(await room.House.With((Db db) => db.Set<Patience>().Select(x => x.Until).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_clock_that_is_put_back_makes_nobody_wait_longer_than_was_said()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(Named, TooFast));
        var post = await room.Release();
        await room.Turn();
        // What was written of the channel lies three hours ahead of the clock now.
        var (since, until) = (room.House.Now.AddHours(3), room.House.Now.AddHours(3) + Named);
        await room.House.With((Db db) => db.Set<Patience>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Since, since).SetProperty(x => x.Until, until), Ct));
        await room.House.Restart();
        await room.Release("Zweiter");
        await room.Pass(Named + TimeSpan.FromSeconds(2));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task What_was_said_of_one_account_does_not_hold_for_the_next()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(Named, TooFast));
        room.Network.Sends.Enqueue(_ => new Step.Refused(TooFast));
        var post = await room.Release();
        await room.Turn();
        await room.House.With((Db db) => db.Set<Delivery>().ExecuteUpdateAsync(set => set.SetProperty(x => x.State, DeliveryState.Withdrawn).SetProperty(x => x.NextAt, (DateTime?)null), Ct));
        var fields = new Dictionary<string, string> { ["name"] = "Anderes-Konto" };
        Assert.True((await room.House.With((ConnectChannel use) => use.Run(room.Lead, room.Channels[0], fields, Ct))).Ok);
        room.Network.Sends.Clear();
        var next = await room.Release("Danach");
        await room.Turn();
        Assert.Equal((2, DeliveryState.Published), (room.Network.Calls, (await room.Row(next)).State));
        Assert.NotEqual(post, next);
    }

    [Fact]
    public async Task Connecting_the_same_account_anew_does_not_make_a_network_more_patient()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(Named, TooFast));
        await room.Release();
        await room.Turn();
        await room.House.Restart();
        var fields = new Dictionary<string, string> { ["name"] = "Kanal-1" };
        Assert.True((await room.House.With((ConnectChannel use) => use.Run(room.Lead, room.Channels[0], fields, Ct))).Ok);
        await room.Release("Zweiter");
        await room.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(1, room.Network.Calls);
    }

    private static async Task<ChannelRow> Row(Newsroom room) => Assert.Single((await room.House.With((ChannelBoard board) => board.Run(room.Lead, Ct))).Rows);
}
