using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What belongs together goes out one after the other, and what has lost its channel does not go out.</summary>
public sealed class OrderTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task A_newer_edit_waits_until_it_is_known_what_became_of_the_older_one()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.Turn();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        await room.Correct(post, "Erste Änderung");
        await room.Turn();
        Assert.Equal(DeliveryState.Unknown, (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit).State);
        await room.Correct(post, "Zweite Änderung");
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        await room.Turn();
        // The first edit may still arrive: the second must not overtake it.
        Assert.Single(room.Network.Accepted);
        Assert.Equal("Publishing.WaitsForOutcome", (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Edit && x.Revision == 3).SentenceKey);
        room.Network.LookUps.Enqueue(errand => new Finding.Found(ScriptedNetwork.ReceiptOf(errand)));
        await room.Pass(TimeSpan.FromSeconds(30));
        Assert.EndsWith("Zweite Änderung", room.Network.Accepted.Last().Text, StringComparison.Ordinal);
        Assert.Equal(DeliveryState.Published, (await room.Rows(post)).Single(x => x.Revision == 3).State);
    }

    [Fact]
    public async Task Posts_of_a_channel_go_out_in_the_order_of_their_times_whenever_they_were_released()
    {
        await using var room = await Newsroom.Open();
        var start = room.House.Now;
        foreach (var (title, minutes) in new[] { ("Dritter", 9), ("Erster", 3), ("Vierter", 12), ("Zweiter", 6) })
            await room.Release(title, start.AddMinutes(minutes));
        room.House.Clock.Advance(TimeSpan.FromMinutes(13));
        await room.Turn();
        Assert.Equal(["Erster", "Zweiter", "Dritter", "Vierter"], room.Network.Accepted.Select(x => x.Text.Split('\n')[0]));
    }

    [Fact]
    public async Task What_waits_for_another_try_holds_up_nothing_that_comes_after_it()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(null, Why));
        var (first, second) = (await room.Release("Erster"), await room.Release("Zweiter"));
        await room.Turn();
        Assert.Equal((DeliveryState.Waiting, DeliveryState.Published), ((await room.Row(first)).State, (await room.Row(second)).State));
        await room.Pass(TimeSpan.FromSeconds(15));
        Assert.Equal(["Zweiter", "Erster"], room.Network.Accepted.Select(x => x.Text.Split('\n')[0]));
    }

    [Fact]
    public async Task What_is_worked_on_for_a_day_is_asked_about_instead_of_for_ever()
    {
        await using var room = await Newsroom.Open();
        var busy = new Step.Waiting("ticket", TimeSpan.FromSeconds(30));
        var post = await room.Release();
        room.Network.Sends.Enqueue(_ => busy);
        await room.Turn();
        room.Network.Sends.Enqueue(_ => busy);
        room.House.Clock.Advance(TimeSpan.FromHours(23));
        await room.Turn();
        Assert.Equal(DeliveryState.Processing, (await room.Row(post)).State);
        room.Network.Sends.Enqueue(_ => busy);
        // The lookup says the same, and is believed no longer either.
        for (var i = 0; i < 5; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.Clear(busy));
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        await room.Turn();
        await room.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal((DeliveryState.Asking, 0), ((await room.Row(post)).State, room.Network.Accepted.Count));
    }

    [Fact]
    public async Task What_is_found_while_another_one_is_being_sent_may_be_that_one()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var first = await room.Release("Gleiche Worte");
        await room.Turn();
        var looks = 0;
        room.Network.LookUps.Enqueue(errand =>
        {
            looks++;
            return new Finding.Found(new Receipt("der andere", new Uri("https://probe.example/der-andere")));
        });
        room.Network.OnTheWay = async _ =>
        {
            room.Network.OnTheWay = null;
            room.House.Clock.Advance(TimeSpan.FromSeconds(6));
            for (var look = 0; look < 200 && looks == 0; look++)
                await Task.Delay(50, CancellationToken.None);
            await Task.Delay(200, CancellationToken.None);
        };
        var second = await room.Release("Gleiche Worte");
        await room.Turn();
        Assert.Equal(1, looks);
        Assert.Equal(DeliveryState.Published, (await room.Row(second)).State);
        var row = await room.Row(first);
        Assert.Equal((DeliveryState.Unknown, null), (row.State, row.RemoteId));
    }

    [Fact]
    public async Task A_withdrawal_waits_for_an_edit_whose_outcome_is_open()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.Turn();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        for (var i = 0; i < 2; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        await room.Correct(post, "Erste Änderung");
        await room.Turn();
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, CancellationToken.None))).Ok);
        await room.House.Pump();
        await room.Turn();
        Assert.Equal(2, room.Network.Calls);
        await room.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(DeliveryState.Published, (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete).State);
    }

    [Fact]
    public async Task A_channel_that_is_retired_gets_nothing_more_and_the_post_says_why()
    {
        await using var room = await Newsroom.Open(2);
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        await Retire(room);
        await room.House.Pump();
        var rows = await room.Rows(post);
        Assert.Equal((DeliveryState.Withdrawn, "Publishing.ChannelRetired"), Of(rows, room.Channels[0]));
        room.House.Clock.Advance(TimeSpan.FromMinutes(11));
        await room.Turn();
        Assert.Single(room.Network.Accepted);
        Assert.Equal(DeliveryState.Published, Of(await room.Rows(post), room.Channels[1]).State);
    }

    [Fact]
    public async Task A_courier_that_comes_before_the_word_of_it_sends_nothing_either()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        await Retire(room);
        // The event still waits in the outbox.
        room.House.Clock.Advance(TimeSpan.FromMinutes(11));
        await room.House.With((DeliveryRound round) => round.Tick(CancellationToken.None));
        Assert.Equal(0, room.Network.Calls);
        Assert.Equal((DeliveryState.Withdrawn, "Publishing.ChannelRetired"), Of(await room.Rows(post), room.Channels[0]));
    }

    [Fact]
    public async Task What_stands_at_a_retired_channel_can_be_taken_away_but_nothing_sent_again()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Refused(Why));
        var refused = await room.Release("Abgelehnt");
        await room.Turn();
        var post = await room.Release("Erschienen");
        await room.Turn();
        await Retire(room);
        await room.House.Pump();
        var row = await room.Row(refused);
        var again = await room.House.With((SendAgain use) => use.Run(room.Lead, row.Id, null, CancellationToken.None));
        Assert.Equal("Publishing.ChannelRetired", Assert.Single(again.Refusals).Key);
        Assert.True((await room.House.With((WithdrawPost use) => use.Run(room.Lead, post, null, null, CancellationToken.None))).Ok);
        await room.House.Pump();
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Rows(post)).Single(x => x.Kind == DeliveryKind.Delete).State);
    }

    [Fact]
    public async Task What_is_unknown_is_looked_up_while_a_large_file_of_the_same_channel_is_on_its_way()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(errand =>
        {
            room.Network.Accept(errand);
            return new Step.Unknown(Why);
        });
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var first = await room.Release("Verschluckt");
        await room.Turn();
        Assert.Equal(DeliveryState.Unknown, (await room.Row(first)).State);
        var known = false;
        room.Network.OnTheWay = async _ =>
        {
            // Longer than a call without a file takes: what is found by then is not this one.
            room.House.Clock.Advance(TimeSpan.FromSeconds(31));
            for (var look = 0; look < 200 && !known; look++)
            {
                await Task.Delay(50, CancellationToken.None);
                known = (await room.Row(first)).State == DeliveryState.Published;
            }
        };
        var second = await room.Release("Langer Film");
        await room.Turn();
        Assert.True(known);
        Assert.Equal(DeliveryState.Published, (await room.Row(second)).State);
        Assert.Equal(2, room.Network.Accepted.Count);
    }

    private static (DeliveryState State, string? Why) Of(IEnumerable<Delivery> rows, ChannelId channel)
    {
        var row = rows.Single(x => x.Channel == channel);
        return (row.State, row.SentenceKey);
    }

    private static Task Retire(Newsroom room) =>
        room.House.With((IChannels channels) => channels.Become(room.Lead, room.Channels[0], ChannelState.Retired, CancellationToken.None));
}
