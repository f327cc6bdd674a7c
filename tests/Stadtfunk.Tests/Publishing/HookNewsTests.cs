using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Publishing.Hooks;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What comes in at a door is a reason to ask, and the answer counts.</summary>
public sealed class HookNewsTests(Peers peers)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_TikTok_says_of_a_post_is_asked_after_at_once_and_the_answer_decides()
    {
        var (room, lab, account, _) = await TikTok();
        await using var _1 = room;
        await TikTokStage.Behave(lab, account, new { moderationMs = 3_600_000 });
        var post = await room.Release(pictures: [await OutgoingVideoTests.Film(room)], terms: TikTokStage.ForEveryone);
        await room.Pass(TimeSpan.FromSeconds(8));
        for (var second = 0; second < 10 && (await room.Row(post)).NextAt < room.House.Now + TimeSpan.FromSeconds(4); second++)
            await room.Pass(TimeSpan.FromSeconds(1));
        var waiting = await room.Row(post);
        Assert.Equal(DeliveryState.Processing, waiting.State);
        Assert.True(waiting.NextAt > room.House.Now + TimeSpan.FromSeconds(3));
        var asked = await Polls(room, waiting);

        // Of another post, of another account, and of nothing that anybody waits for.
        foreach (var body in new[] { Said(account, "post.publish.complete", "v_pub~andere"), Said(account, "post.publish.complete", waiting.Ticket!).Replace("open-", "open-fremd-"), Said(account, "gibt.es.nicht", waiting.Ticket!) })
            Assert.True(await Knock(room, "tiktok", body));
        await room.Turn();
        Assert.Equal(asked, await Polls(room, waiting));

        // It says that the post is out; TikTok, asked, does not know an address yet.
        var done = Said(account, "post.publish.complete", waiting.Ticket!);
        Assert.True(await Knock(room, "tiktok", done));
        await room.Turn();
        Assert.Equal((DeliveryState.Processing, asked + 1), ((await room.Row(post)).State, await Polls(room, waiting)));
        Assert.False(await Knock(room, "tiktok", done));
        await room.Turn();
        Assert.Equal(asked + 1, await Polls(room, waiting));

        await TikTokStage.Behave(lab, account, new { });
        Assert.True(await Knock(room, "tiktok", Said(account, "post.publish.publicly_available", waiting.Ticket!)));
        await room.Turn();
        Assert.Equal((DeliveryState.Published, 1), ((await room.Row(post)).State, (await room.Row(post)).Attempt));
        Assert.Single(await lab.Ledger.Posts(account, Ct));
    }

    [Fact]
    public async Task What_is_unknown_on_X_is_looked_up_when_X_says_that_the_account_has_posted_and_nobody_is_asked_sooner_for_it()
    {
        var lab = await peers.Lab(Ct);
        await using var room = await Newsroom.Open(0, settings: XStage.SettingsOf(lab));
        var account = await lab.Account("x", Ct);
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "x"), account);
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Reset, "post", After: true, Count: 1), new LabFault(LabFaultKind.Error, "timeline", Count: 3));
        var post = await room.Release();
        await room.Turn();
        await room.Turn();
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Unknown, 1), (row.State, row.LookedUp));
        var since = row.UnknownAt;
        for (var call = 0; call < 2; call++)
        {
            Assert.True(await Knock(room, "x", Posted(account, call)));
            await room.Turn();
            row = await room.Row(post);
            Assert.Equal((DeliveryState.Unknown, 1, since), (row.State, row.LookedUp, row.UnknownAt));
        }
        Assert.True(await Knock(room, "x", Posted(account, 3)));
        await room.Turn();
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
        Assert.Single(await lab.Ledger.Posts(account, Ct));
    }

    [Fact]
    public async Task A_consent_that_is_said_to_be_taken_back_is_asked_after_and_holds_as_long_as_TikTok_says_so()
    {
        var (room, lab, account, channel) = await TikTok();
        await using var _ = room;
        var before = await Connection(room, channel);
        room.House.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.True(await Knock(room, "tiktok", Said(account, "authorization.removed")));
        Assert.Null((await Connection(room, channel)).CheckedAt);
        Assert.Equal(before.Version, (await Connection(room, channel)).Version);
        await room.House.With((DoubtRound round) => round.Tick(Ct));
        var after = await Connection(room, channel);
        Assert.True(after.IsGood);
        Assert.Equal(room.House.Now, after.CheckedAt);

        // Nobody answers: the doubt stays until somebody does.
        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.Error));
        Assert.True(await Knock(room, "tiktok", Said(account, "authorization.removed", at: 3)));
        await room.House.With((DoubtRound round) => round.Tick(Ct));
        Assert.Equal((true, null), ((await Connection(room, channel)).IsGood, (await Connection(room, channel)).CheckedAt));
        await lab.Faults.Mend(account, Ct);
        await room.House.With((DoubtRound round) => round.Tick(Ct));
        Assert.NotNull((await Connection(room, channel)).CheckedAt);

        await lab.Faults.Spoil(account, Ct, new LabFault(LabFaultKind.TokenExpired));
        Assert.True(await Knock(room, "tiktok", Said(account, "authorization.removed", at: 2)));
        await lab.Http.PostAsJsonAsync($"lab/tiktok/{account.Account}/knock", new { door = $"{lab.Url}gibtesnicht", @event = "authorization.removed" }, Ct);
        await room.House.With((DoubtRound round) => round.Tick(Ct));
        Assert.False((await Connection(room, channel)).IsGood);
    }

    /// <summary>The built program, and the Lab that signs as TikTok does.</summary>
    [Fact]
    public async Task Signed_by_TikTok_it_shuts_the_channel_within_seconds_and_forged_it_does_nothing()
    {
        await using var trial = await Trial.Start([], null, Ct, networks: ["tiktok"]);
        var (channel, account, door) = (trial.Channels.Single(), trial.Accounts.Single(), new Uri(trial.Town.Url, "webhooks/tiktok"));
        async Task<int> Call(string happened, string? secret = null, bool empty = false)
        {
            using var answer = await trial.Lab.Http.PostAsJsonAsync($"lab/tiktok/{account.Account}/knock", new { door, @event = happened, secret, at = 1_790_000_000, empty }, Ct);
            return (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("status").GetInt32();
        }
        Task<Connection> Now() => trial.Town.With((Db db) => db.Set<Connection>().AsNoTracking().SingleAsync(x => x.Channel == channel, Ct));

        var before = await Now();
        Assert.Equal(403, await Call("authorization.removed", secret: "falsch", empty: true));
        Assert.Equal(200, await Call("authorization.removed", empty: true));
        await Until(async () => (await Now()).CheckedAt > before.CheckedAt);
        Assert.True((await Now()).IsGood);
        // The very same again, though now it would be true: nobody is asked for it.
        var seen = (await Now()).CheckedAt;
        Assert.Equal(200, await Call("authorization.removed"));
        await Task.Delay(TimeSpan.FromSeconds(3), Ct);
        Assert.Equal((true, seen), ((await Now()).IsGood, (await Now()).CheckedAt));
        using var anew = await trial.Lab.Http.PostAsJsonAsync($"lab/tiktok/{account.Account}/knock", new { door, @event = "authorization.removed" }, Ct);
        await Until(async () => !(await Now()).IsGood);
    }

    [Theory]
    [InlineData("facebook", """{"object":"permissions","entry":[{"id":"10210299214172187","time":1790000000,"changes":[{"field":"pages_manage_posts","value":{"verb":"revoked"}}]}]}""", "facebook instagram")]
    [InlineData("instagram", """{"object":"permissions","entry":[]}""", "facebook instagram")]
    [InlineData("threads", """{"object":"permissions","entry":[]}""", "threads")]
    [InlineData("facebook", """{"object":"page","entry":[{"changes":[{"field":"feed"}]}]}""", "")]
    [InlineData("facebook", """{"object":["permissions"]}""", "")]
    [InlineData("tiktok", """{"event":"authorization.removed"}""", "")]
    [InlineData("tiktok", """{"event":"post.publish.failed","user_openid":"a","content":7}""", "tiktok")]
    [InlineData("x", """{"data":{"event_type":"post.create"}}""", "")]
    [InlineData("x", """{"data":{"event_type":"post.delete","filter":{"user_id":"1"}}}""", "")]
    [InlineData("x", "[]", "")]
    public async Task Whom_a_call_is_about(string door, string body, string networks)
    {
        await using var house = await House.Open();
        var reader = Assert.IsAssignableFrom<IHookReader>(await house.With((Webhooks doors) => Task.FromResult(doors.At(door))));
        Assert.Equal(networks, string.Join(' ', reader.Read(Encoding.UTF8.GetBytes(body)).Select(news => news.Network)));
    }

    private async Task<(Newsroom Room, LabProcess Lab, LabAccount Account, ChannelId Channel)> TikTok()
    {
        var lab = await peers.Lab(Ct);
        var room = await Newsroom.Open(0, settings: TikTokStage.SettingsOf(lab, true));
        var account = await lab.Account("tiktok", Ct);
        return (room, lab, account, await CityAppTests.Connect(room, await AgreeFlow.At(lab, "tiktok"), account));
    }

    private static string Said(LabAccount account, string happened, string? ticket = null, int at = 1) => JsonSerializer.Serialize(new
    {
        client_key = "k", @event = happened, create_time = at, user_openid = $"open-{account.Account}", content = JsonSerializer.Serialize(new { publish_id = ticket }),
    });

    private static string Posted(LabAccount account, int number) =>
        JsonSerializer.Serialize(new { data = new { event_uuid = $"{number}", filter = new { user_id = account.Id }, event_type = "post.create", payload = new { } } });

    /// <summary>Proven and kept, and carried to whoever waits for it.</summary>
    private static async Task<bool> Knock(Newsroom room, string door, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var isNew = await room.House.With((IHooks hooks) => hooks.Keep(door, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), bytes, Ct));
        await room.House.Pump();
        return isNew;
    }

    private static async Task<int> Polls(Newsroom room, Delivery row) => (await room.Attempts(row.Id)).Count(attempt => attempt.What.Contains("status/fetch", StringComparison.Ordinal));

    private static Task<Connection> Connection(Newsroom room, ChannelId channel) => room.House.With((Db db) => db.Set<Connection>().AsNoTracking().SingleAsync(x => x.Channel == channel, Ct));

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var turn = 0; turn < 150 && !await holds(); turn++)
            await Task.Delay(100, Ct);
        Assert.True(await holds());
    }
}
