using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Every outcome of the one call (rule 4), lookups (6, 7) and what a person answers.</summary>
public sealed class LedgerTests
{
    private static readonly Sentence Why = new("Publishing.InternalError");

    [Fact]
    public async Task A_released_post_is_sent_once_and_read_back()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(3));
        var row = await room.Row(post);
        Assert.Equal(DeliveryState.Published, row.State);
        Assert.NotNull(row.VerifiedAt);
        Assert.Single(room.Network.Accepted);
        Assert.Equal(PostState.Published, await room.StateOf(post));
    }

    [Fact]
    public async Task Nothing_is_sent_before_the_due_time()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Release(due: room.House.Now.AddMinutes(10));
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(0, room.Network.Calls);
        Assert.Equal(PostState.Scheduled, await room.StateOf(post));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Turn();
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task An_unknown_outcome_that_took_effect_is_found_and_not_sent_again()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(errand =>
        {
            room.Network.Accept(errand);
            return new Step.Unknown(Why);
        });
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Single(room.Network.Accepted);
        Assert.Equal(1, room.Network.Calls);
    }

    [Fact]
    public async Task An_unknown_outcome_that_certainly_did_not_happen_is_sent_again_with_the_same_key()
    {
        await using var room = await Newsroom.Open();
        var keys = new List<string>();
        room.Network.Sends.Enqueue(errand =>
        {
            keys.Add(errand.Key);
            return new Step.Unknown(Why);
        });
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Equal(keys.Single(), Assert.Single(room.Network.Accepted).Key);
    }

    [Fact]
    public async Task A_lookup_that_cannot_tell_asks_a_person_within_60_seconds_and_never_sends()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        for (var i = 0; i < 10; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(DeliveryState.Unknown, (await room.Row(post)).State);
        await room.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(DeliveryState.Asking, (await room.Row(post)).State);
        Assert.Equal(1, room.Network.Calls);
        Assert.Equal(10 - Delivery.LookUps.Count, room.Network.LookUps.Count);
    }

    [Fact]
    public async Task A_person_says_that_it_is_there_and_the_link_is_the_receipt()
    {
        await using var room = await Newsroom.Open();
        var row = await Asking(room);
        var wrong = await Answer(room, row, CheckAnswer.ItIsThere, "https://anderswo.example/1");
        Assert.Equal("Publishing.LinkIsNotOurs", wrong.Refusals.Single().Key);
        Assert.True((await Answer(room, row, CheckAnswer.ItIsThere, "https://probe.example/77")).Ok);
        var after = await room.Row(row.Post);
        Assert.Equal((DeliveryState.Published, "https://probe.example/77"), (after.State, after.Link));
        Assert.Equal(room.Lead.Person.Value, after.AnsweredBy);
        Assert.Equal(1, room.Network.Calls);
    }

    [Fact]
    public async Task A_person_says_that_it_is_not_there_and_it_is_sent()
    {
        await using var room = await Newsroom.Open();
        var row = await Asking(room);
        room.Network.LookUps.Clear();
        Assert.True((await Answer(room, row, CheckAnswer.NotThere, null)).Ok);
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(row.Post)).State);
        Assert.Equal(row.Key, Assert.Single(room.Network.Accepted).Key);
    }

    [Fact]
    public async Task A_person_leaves_it_and_nothing_more_is_tried_or_asked()
    {
        await using var room = await Newsroom.Open();
        var row = await Asking(room);
        room.Network.LookUps.Clear();
        Assert.True((await Answer(room, row, CheckAnswer.Leave, null)).Ok);
        await room.Pass(TimeSpan.FromMinutes(2));
        var after = await room.Row(row.Post);
        Assert.Equal((DeliveryState.Withdrawn, "Publishing.LeftAsItIs"), (after.State, after.SentenceKey));
        Assert.Equal((room.Lead.Person.Value, 1), (after.AnsweredBy, room.Network.Calls));
        Assert.Equal("Publishing.NoLongerAsking", (await Answer(room, row, CheckAnswer.NotThere, null)).Refusals.Single().Key);
        Assert.Equal("Publishing.NoLongerAsking", (await Answer(room, row, CheckAnswer.Leave, null)).Refusals.Single().Key);
    }

    [Fact]
    public async Task A_person_who_may_not_release_may_not_answer()
    {
        await using var room = await Newsroom.Open();
        var row = await Asking(room);
        var answered = await room.House.With((AnswerCheck check) => check.Run(room.Writer, row.Id, CheckAnswer.NotThere, null, CancellationToken.None));
        Assert.Equal("Kernel.Forbidden", answered.Refusals.Single().Key);
        Assert.Equal(DeliveryState.Asking, (await room.Row(row.Post)).State);
    }

    [Fact]
    public async Task A_refusal_is_final_and_says_why()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Refused(new Sentence("Publishing.PictureGone")));
        var post = await room.Release();
        await room.Pass(TimeSpan.FromMinutes(1));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Refused, "Publishing.PictureGone"), (row.State, row.SentenceKey));
        Assert.Equal(1, room.Network.Calls);
        Assert.Equal(PostState.Failed, await room.StateOf(post));
    }

    [Fact]
    public async Task A_429_waits_for_the_time_that_it_names_and_holds_the_whole_channel()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromSeconds(90), Why));
        await room.Release("Erster");
        await room.Release("Zweiter");
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(85));
        Assert.Equal(1, room.Network.Calls);
        await room.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(2, room.Network.Accepted.Count);
    }

    [Fact]
    public async Task A_429_that_names_no_time_holds_the_whole_channel_for_our_own()
    {
        await using var room = await Newsroom.Open();
        for (var i = 0; i < 2; i++)
            room.Network.Sends.Enqueue(_ => new Step.Later(null, Why) { TooFast = true });
        await room.Release("Erster");
        await room.Release("Zweiter");
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(1, room.Network.Calls);
        // The second wait is longer than the first.
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(2, room.Network.Calls);
        await room.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal((2, 4), (room.Network.Accepted.Count, room.Network.Calls));
    }

    [Fact]
    public async Task A_duplicate_that_is_ours_counts_as_published_and_one_that_is_not_is_refused()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(errand =>
        {
            room.Network.Accept(errand);
            return new Step.Duplicate(Why);
        });
        var ours = await room.Release("Unser");
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(ours)).State);
        room.Network.Sends.Enqueue(_ => new Step.Duplicate(Why));
        var foreign = await room.Release("Fremd");
        await room.Turn();
        Assert.Equal(DeliveryState.Refused, (await room.Row(foreign)).State);
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_refusal_that_has_to_be_looked_into_ends_as_what_it_was()
    {
        await using var room = await Newsroom.Open();
        var said = new Sentence("Networks.Refused", "Probenetz", "zu lang");
        room.Network.Sends.Enqueue(_ => new Step.Duplicate(said));
        room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        room.Network.LookUps.Enqueue(errand => new Finding.Clear(new Step.Refused(errand.Refusal!)));
        var refused = await room.Release("Abgelehnt");
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal((DeliveryState.Refused, "Networks.Refused"), ((await room.Row(refused)).State, (await room.Row(refused)).SentenceKey));
        room.Network.Sends.Enqueue(_ => new Step.Duplicate(said));
        room.Network.LookUps.Enqueue(_ => new Finding.Clear(new Step.Later(TimeSpan.FromSeconds(2), Why)));
        var early = await room.Release("Zu früh");
        await room.Turn();
        Assert.Equal(DeliveryState.Waiting, (await room.Row(early)).State);
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal(DeliveryState.Published, (await room.Row(early)).State);
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_lost_sign_in_is_renewed_once_and_the_same_row_goes_out()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.SignInLost(Why));
        var post = await room.Release();
        await room.Turn();
        Assert.Equal(1, room.Network.Refreshes);
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_sign_in_that_stays_lost_waits_for_a_person_and_then_goes_on()
    {
        await using var room = await Newsroom.Open();
        room.Network.OnRefresh = _ => new SignInResult.Refused(Why);
        room.Network.Sends.Enqueue(_ => new Step.SignInLost(Why));
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal(DeliveryState.Waiting, (await room.Row(post)).State);
        Assert.Equal(1, room.Network.Calls);
        await room.House.With((Stadtfunk.Publishing.Connections.ConnectChannel connect) =>
            connect.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" }, CancellationToken.None));
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_channel_whose_account_the_network_has_stopped_sends_nothing_more_until_a_person_has_seen_to_it(bool preparing)
    {
        await using var room = await Newsroom.Open();
        var stopped = new Step.Stopped(new Sentence("Networks.Meta.Stopped", "Facebook", "blocked"));
        if (preparing)
            room.Network.Prepares.Enqueue(_ => stopped);
        else
            room.Network.Sends.Enqueue(_ => stopped);
        var (post, next) = (await room.Release(), await room.Release("Noch einer"));
        await room.Turn();
        await room.Pass(TimeSpan.FromMinutes(3));
        Assert.Equal((preparing ? 0 : 1, 0, 0), (room.Network.Calls, room.Network.Refreshes, room.Network.Accepted.Count));
        Assert.All([await room.Row(post), await room.Row(next)], row => Assert.Equal(DeliveryState.Waiting, row.State));
        var door = await room.House.With((Db db) => db.Set<Stadtfunk.Publishing.Connections.Connection>().AsNoTracking().SingleAsync());
        Assert.Equal((false, stopped.Why.Key, "Facebook\u001fblocked"), (door.IsGood, door.SentenceKey, door.SentenceArgs));
        await room.House.With((Stadtfunk.Publishing.Connections.ConnectChannel connect) =>
            connect.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" }, CancellationToken.None));
        await room.Pass(TimeSpan.FromSeconds(61));
        Assert.Equal(2, room.Network.Accepted.Count);
    }

    [Fact]
    public async Task A_door_that_does_not_answer_for_a_while_is_no_lost_sign_in()
    {
        await using var room = await Newsroom.Open();
        room.Network.OnRefresh = _ => new SignInResult.Away(Why);
        // Each time twice: at once with what the door gives, and it gives nothing.
        for (var i = 0; i < 7; i++)
            room.Network.Sends.Enqueue(_ => new Step.SignInLost(Why));
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(130));
        Assert.Equal(DeliveryState.Waiting, (await room.Row(post)).State);
        room.Network.OnRefresh = null;
        await room.Pass(TimeSpan.FromSeconds(130));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Single(room.Network.Accepted);
    }

    [Theory]
    [InlineData(-1, 40, 1)]
    [InlineData(1, 40, 0)]
    [InlineData(-1, null, 0)]
    public async Task A_silent_channel_whose_sign_in_would_end_for_good_is_renewed_in_time(int expires, int? ends, int renewed)
    {
        await using var room = await Newsroom.Open();
        var now = room.House.Now;
        DateTime? end = ends is { } days ? now.AddDays(days) : null;
        await room.House.With((Db db) => db.Set<Stadtfunk.Publishing.Connections.Connection>().ExecuteUpdateAsync(
            x => x.SetProperty(y => y.ExpiresAt, now.AddMinutes(expires)).SetProperty(y => y.EndsAt, end)));
        room.Network.OnRefresh = session => new SignInResult.Good(session with { ExpiresAt = now.AddDays(20), EndsAt = now.AddDays(60) }, new Uri("https://probe.example/"), null);
        for (var i = 0; i < 2; i++)
            await room.House.With((Stadtfunk.Publishing.Connections.RefreshRound round) => round.Tick(CancellationToken.None));
        Assert.Equal(renewed, room.Network.Refreshes);
        var door = await room.House.With((Db db) => db.Set<Stadtfunk.Publishing.Connections.Connection>().AsNoTracking().SingleAsync());
        Assert.Equal(renewed > 0 ? now.AddDays(60) : end, door.EndsAt);
    }

    [Fact]
    public async Task A_session_that_has_run_out_is_not_tried_while_its_door_does_not_answer()
    {
        await using var room = await Newsroom.Open();
        await room.House.With((Db db) => db.Set<Stadtfunk.Publishing.Connections.Connection>().ExecuteUpdateAsync(x => x.SetProperty(y => y.ExpiresAt, room.House.Now.AddMinutes(-1))));
        room.Network.OnRefresh = _ => new SignInResult.Away(Why);
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(65));
        Assert.Equal((0, DeliveryState.Waiting), (room.Network.Calls, (await room.Row(post)).State));
        Assert.Equal(Why.Key, (await room.Row(post)).SentenceKey);
        room.Network.OnRefresh = session => new SignInResult.Good(session with { ExpiresAt = room.House.Now.AddHours(1) }, new Uri("https://probe.example/"), null);
        await room.Pass(TimeSpan.FromSeconds(65));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task Whoever_connects_anew_while_a_call_with_the_old_session_is_under_way_keeps_the_new_one()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.SignInLost(Why));
        room.Network.Sends.Enqueue(_ =>
        {
            room.House.With((Stadtfunk.Publishing.Connections.ConnectChannel connect) =>
                connect.Run(room.Lead, room.Channels[0], new Dictionary<string, string> { ["name"] = "Kanal-1" }, CancellationToken.None)).GetAwaiter().GetResult();
            return new Step.SignInLost(Why);
        });
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(65));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task A_network_that_named_a_time_is_left_alone_until_then_even_if_a_person_looks_whether_it_is_alive()
    {
        await using var room = await Newsroom.Open();
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromMinutes(10), new Sentence("Networks.TooFast", "Probenetz")));
        var first = await room.Release("Erster");
        await room.Turn();
        var second = await room.Release("Zweiter");
        Assert.True((await room.House.With((Stadtfunk.Publishing.Connections.CheckChannel check) => check.Run(room.Lead, room.Channels[0], CancellationToken.None))).Ok);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((1, 0), (room.Network.Calls, room.Network.Accepted.Count));
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        await room.Turn();
        Assert.Equal((DeliveryState.Published, DeliveryState.Published), ((await room.Row(first)).State, (await room.Row(second)).State));
    }

    private static async Task<Delivery> Asking(Newsroom room)
    {
        room.Network.Sends.Enqueue(_ => new Step.Unknown(Why));
        for (var i = 0; i < 10; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(Why));
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(61));
        return await room.Row(post);
    }

    private static Task<Stadtfunk.Kernel.Errors.Outcome<Stadtfunk.Kernel.Errors.Done>> Answer(Newsroom room, Delivery row, CheckAnswer answer, string? link) =>
        room.House.With((AnswerCheck check) => check.Run(room.Lead, row.Id, answer, link, CancellationToken.None));
}
