using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Checks;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A video is brought to its network before its time, and appears at its time: not earlier, not later, not twice.</summary>
public sealed class AheadTests(Peers peers)
{
    private static readonly CancellationToken Ct = CancellationToken.None;
    private static readonly Sentence Why = new("Publishing.InternalError");

    private static readonly VideoRules Ten = new(10_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), ["video/mp4"]);

    internal static ScriptedNetwork Ahead()
    {
        var plain = new ScriptedNetwork().Network;
        return new ScriptedNetwork
        {
            Network = plain with
            {
                Rules = plain.Rules with { Video = Ten },
                VideoAhead = TimeSpan.FromMinutes(30),
                Forms = [new PostForm("kurz", "Networks.Facebook.Form.Reel", "Networks.Facebook.Form.Reel.Hint", plain.Rules with { Video = Ten }) { GoesAhead = false }],
            },
        };
    }

    private static async Task<PostId> Release(Newsroom room, int minutes) =>
        await room.Release(due: room.House.Now.AddMinutes(minutes), pictures: [await OutgoingVideoTests.Film(room)]);

    private static void Percent(Newsroom room, int times)
    {
        for (var i = 1; i <= times; i++)
        {
            var there = i * 10;
            room.Network.Prepares.Enqueue(_ => new Step.Waiting("", TimeSpan.FromSeconds(5)) { Percent = there });
        }
    }

    private static async Task<string> Today(Newsroom room) =>
        DeliveryWords.Of(room.House.Get<Words>(), Assert.Single(await room.House.With((GoingOutToday use) => use.Run(room.Lead, Ct))));

    private static async Task To(Newsroom room, DateTime time)
    {
        room.House.Clock.Advance(time - room.House.Now);
        await room.Turn();
    }

    [Fact]
    public async Task It_is_there_before_its_time_and_appears_at_its_time()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        Percent(room, 2);
        var due = room.House.Now.AddHours(2);
        var post = await Release(room, 120);
        await To(room, due.AddMinutes(-31));
        Assert.Equal(2, room.Network.Prepares.Count);
        await To(room, due.AddMinutes(-29));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, "Publishing.Uploading", 1), (row.State, row.SentenceKey, row.Attempt));
        await room.Pass(TimeSpan.FromSeconds(15));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, "Publishing.VideoIsThere", due, 0), (row.State, row.SentenceKey, row.NextAt, room.Network.Calls));
        Assert.Equal(PostState.Scheduled, await room.StateOf(post));
        await To(room, due.AddSeconds(-1));
        Assert.Equal(0, room.Network.Calls);
        await To(room, due);
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1, 1), (row.State, row.Attempt, room.Network.Calls));
        Assert.Null(row.SentenceKey);
    }

    [Fact]
    public async Task Without_a_video_nothing_begins_before_its_time()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        room.Network.Prepares.Enqueue(_ => new Step.Refused(Why));
        var due = room.House.Now.AddMinutes(20);
        var post = await room.Release(due: due, pictures: [await room.Picture()]);
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Single(room.Network.Prepares);
        await To(room, due);
        Assert.Equal(DeliveryState.Refused, (await room.Row(post)).State);
    }

    [Fact]
    public async Task A_form_that_blocks_the_channel_is_not_brought_ahead()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        room.Network.Prepares.Enqueue(_ => new Step.Refused(Why));
        var due = room.House.Now.AddMinutes(20);
        var post = await room.Release(due: due, pictures: [await OutgoingVideoTests.Film(room)], form: "kurz");
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Single(room.Network.Prepares);
        await To(room, due);
        Assert.Equal(DeliveryState.Refused, (await room.Row(post)).State);
    }

    [Fact]
    public async Task An_upload_that_has_to_wait_ahead_of_its_time_holds_up_nothing_that_is_due()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        var word = "";
        room.Network.Prepares.Enqueue(_ =>
        {
            word = Today(room).GetAwaiter().GetResult();
            return new Step.Later(TimeSpan.FromMinutes(25), Why);
        });
        var due = room.House.Now.AddMinutes(20);
        var film = await Release(room, 20);
        await room.Turn();
        // It can still be stopped.
        Assert.Equal("geplant", word);
        Assert.Equal((DeliveryState.Waiting, (DateTime?)room.House.Now.AddMinutes(25)), ((await room.Row(film)).State, (await room.Row(film)).NextAt));
        var warning = await room.Release("Sturmwarnung");
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(warning)).State);
        // As long as the network has said, also past its own time.
        await To(room, due);
        Assert.Equal(1, room.Network.Calls);
        await To(room, due.AddMinutes(6));
        Assert.Equal(DeliveryState.Published, (await room.Row(film)).State);
    }

    [Fact]
    public async Task What_was_brought_there_for_one_account_is_nothing_to_the_next()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        room.Network.Prepares.Enqueue(errand => Kept(errand, "upload", "beim-ersten"));
        var due = room.House.Now.AddMinutes(20);
        var post = await Release(room, 20);
        await room.Turn();
        Assert.Equal("Publishing.VideoIsThere", (await room.Row(post)).SentenceKey);
        await room.House.With((Db db) => db.Set<Connection>().ExecuteUpdateAsync(set => set.SetProperty(x => x.AccountId, "Ganz-anders"), Ct));
        IReadOnlyDictionary<string, string>? found = null;
        room.Network.Prepares.Enqueue(errand => Kept(errand, "upload", "beim-zweiten", found = new Dictionary<string, string>(errand.Parts)));
        await To(room, due);
        Assert.NotNull(found);
        Assert.DoesNotContain("upload", found.Keys);
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, "https://probe.example/ Ganz-anders", 1), (row.State, row.Account, room.Network.Calls));
        Assert.Equal("beim-zweiten", (await room.House.With((Ledger ledger) => ledger.Parts(row.Id, Ct)))["upload"]);
    }

    private static Step? Kept(Errand errand, string name, string value, object? _ = null)
    {
        errand.Keep(name, value, Ct).GetAwaiter().GetResult();
        return null;
    }

    [Fact]
    public async Task A_new_time_given_while_it_is_brought_there_is_kept()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        var (due, later) = (room.House.Now.AddMinutes(10), room.House.Now.AddMinutes(90));
        var given = false;
        PostId post = default;
        room.Network.Prepares.Enqueue(errand =>
        {
            given = room.House.With((ReschedulePost use) => use.Run(room.Lead, post, null, new PostDue.At(later), Ct)).GetAwaiter().GetResult().Ok;
            room.House.Pump().GetAwaiter().GetResult();
            return new Step.Waiting("", TimeSpan.FromSeconds(5)) { Percent = 50 };
        });
        post = await Release(room, 10);
        await room.Turn();
        Assert.True(given);
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, later, (DateTime?)null), (row.State, row.Due, row.NextAt));
        await To(room, due.AddMinutes(1));
        Assert.Equal(0, room.Network.Calls);
        await To(room, later.AddMinutes(-20));
        Assert.Equal("Publishing.VideoIsThere", (await room.Row(post)).SentenceKey);
        await To(room, later);
        Assert.Single(room.Network.Accepted);
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task Whoever_takes_the_post_back_meanwhile_has_taken_it_back()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        Percent(room, 1);
        var due = room.House.Now.AddMinutes(10);
        var post = await Release(room, 10);
        await room.Turn();
        Assert.Equal("Publishing.Uploading", (await room.Row(post)).SentenceKey);
        Assert.True((await room.House.With((CallOffPost use) => use.Run(room.Lead, post, null, Ct))).Ok);
        await room.House.Pump();
        await To(room, due.AddMinutes(1));
        Assert.Equal((DeliveryState.Withdrawn, 0), ((await room.Row(post)).State, room.Network.Calls));
        Assert.Equal(PostState.Draft, await room.StateOf(post));
    }

    [Fact]
    public async Task What_cannot_be_brought_ahead_is_decided_at_its_time()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        room.Network.Prepares.Enqueue(_ => new Step.Refused(Why));
        var due = room.House.Now.AddMinutes(10);
        var post = await Release(room, 10);
        await room.Turn();
        var row = await room.Row(post);
        // Not refused yet, but told.
        Assert.Equal((DeliveryState.Waiting, Why.Key, due, true), (row.State, row.SentenceKey, row.NextAt, row.RefusedAhead));
        await room.Pass(TimeSpan.FromSeconds(5));
        room.Network.Prepares.Enqueue(_ => new Step.Later(TimeSpan.FromSeconds(1), Why));
        await To(room, due);
        await room.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task Trouble_ahead_of_its_time_makes_it_no_later()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        for (var i = 0; i < 12; i++)
            room.Network.Prepares.Enqueue(_ => new Step.Later(null, Why));
        var due = room.House.Now.AddMinutes(15);
        var post = await Release(room, 15);
        while (room.House.Now < due.AddSeconds(-5))
            await To(room, room.House.Now.AddSeconds(5));
        Assert.True((await room.Row(post)).NextAt <= due);
        room.Network.Prepares.Clear();
        await To(room, due);
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Fact]
    public async Task The_page_comes_first_also_where_all_is_paused_over_its_time()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        var due = room.House.Now.AddMinutes(10);
        var post = await Release(room, 10);
        await room.Turn();
        Assert.Equal("Publishing.VideoIsThere", (await room.Row(post)).SentenceKey);
        Assert.True((await room.House.With((PausePublishing use) => use.Run(room.Lead, null, Ct))).Ok);
        await To(room, due.AddSeconds(1));
        await room.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((0, PostState.Scheduled), (room.Network.Calls, await room.StateOf(post)));
        Assert.True((await room.House.With((ResumePublishing use) => use.Run(room.Lead, null, Ct))).Ok);
        await room.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal((DeliveryState.Published, PostState.Published), ((await room.Row(post)).State, await room.StateOf(post)));
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task A_process_that_dies_while_it_brings_it_there_is_followed_by_the_next()
    {
        await using var room = await Newsroom.Open(scripted: Ahead());
        room.Network.Prepares.Enqueue(_ => throw new OperationCanceledException());
        var due = room.House.Now.AddMinutes(10);
        var post = await Release(room, 10);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(room.Turn);
        Assert.Equal(DeliveryState.Preparing, (await room.Row(post)).State);
        await room.Pass(TimeSpan.FromSeconds(65));
        Assert.Equal((DeliveryState.Waiting, "Publishing.VideoIsThere"), ((await room.Row(post)).State, (await room.Row(post)).SentenceKey));
        await To(room, due);
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Single(room.Network.Accepted);
    }

    [Fact]
    public async Task On_YouTube_it_lies_in_private_and_becomes_public_at_its_time()
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, settings: YouTubeStage.SettingsOf(lab));
        var account = await lab.Account("youtube", default);
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "youtube"), account);
        var due = room.House.Now.AddMinutes(50);
        var post = await Release(room, 50);
        await room.Pass(TimeSpan.FromSeconds(12));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, "Publishing.VideoIsThere"), (row.State, row.SentenceKey));
        Assert.Empty(await lab.Ledger.Posts(account, default));
        Assert.Contains(await lab.Ledger.Of(account, default), entry => entry.Kind == "media");
        await To(room, due);
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1), (row.State, row.Attempt));
        Assert.Equal(row.RemoteId, Assert.Single(await lab.Ledger.Posts(account, default)).Id);
    }
}
