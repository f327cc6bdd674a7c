using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A network's patience is kept to ahead of any 429.</summary>
public sealed class BudgetTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    private static ScriptedNetwork Patient(int calls) =>
        new() { Network = new ScriptedNetwork().Network with { Budget = new Budget(calls, TimeSpan.FromMinutes(1)) } };

    [Fact]
    public async Task What_is_over_the_budget_waits_for_its_turn()
    {
        await using var room = await Newsroom.Open(scripted: Patient(2));
        await room.Release("Eins");
        await room.Release("Zwei");
        await room.Release("Drei");
        await room.Pass(TimeSpan.FromSeconds(55));
        Assert.Equal(2, room.Network.Calls);
        await room.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(3, room.Network.Accepted.Count);
    }

    [Fact]
    public async Task A_call_that_is_repeated_counts_again()
    {
        await using var room = await Newsroom.Open(scripted: Patient(2));
        // Certainly not there: the same row once more.
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        var first = await room.Release("Erster");
        await room.Turn();
        Assert.Equal((2, DeliveryState.Published), (room.Network.Calls, (await room.Row(first)).State));
        var second = await room.Release("Zweiter");
        await room.Pass(TimeSpan.FromSeconds(50));
        Assert.Equal((2, DeliveryState.Waiting), (room.Network.Calls, (await room.Row(second)).State));
        await room.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(DeliveryState.Published, (await room.Row(second)).State);
    }

    [Fact]
    public async Task Calls_of_another_channel_cost_nothing()
    {
        await using var room = await Newsroom.Open(2, Patient(1));
        var post = await room.Release();
        await room.Turn();
        Assert.All(await room.Rows(post), row => Assert.Equal(DeliveryState.Published, row.State));
    }

    [Theory]
    [InlineData("mastodon"), InlineData("bluesky"), InlineData("telegram")]
    public async Task Every_network_that_machines_post_to_has_one(string network)
    {
        await using var room = await Newsroom.Open();
        Assert.NotNull(room.House.Get<NetworkBook>().Find(network)!.Budget);
    }
}
