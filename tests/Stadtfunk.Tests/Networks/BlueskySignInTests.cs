using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

public sealed class BlueskySignInTests(Peers peers)
{
    [Fact]
    public async Task An_app_password_opens_a_session_that_knows_its_end_and_its_server()
    {
        var peer = await peers.Bluesky(default);
        var account = await peer.Account(default);
        await using var house = await House.Open(settings: BlueskyStage.Settings);
        var good = Assert.IsType<SignInResult.Good>(await SignIn(house).WithFields(BlueskyStage.Fields(peer, account), default));
        Assert.Equal((account.Did, account.Handle), (good.Session.AccountId, good.Session.Handle));
        Assert.Equal(new Uri($"https://bsky.app/profile/{account.Did}"), good.Profile);
        Assert.NotNull(good.Session.ExpiresAt);
        Assert.Equal(peer.Url.Port, new Uri(good.Session.Secret("pds")).Port);
        Assert.DoesNotContain(account.AppPassword, good.Session.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("handle", "", "Networks.Bluesky.HandleMissing")]
    [InlineData("password", "", "Networks.Bluesky.PasswordMissing")]
    [InlineData("password", "falsch", "Networks.Bluesky.PasswordWrong")]
    [InlineData("handle", "niemand.test", "Networks.Bluesky.PasswordWrong")]
    [InlineData("server", "kein server!", "Networks.ServerOdd")]
    [InlineData("server", "http://bsky.social", "Networks.ServerOdd")]
    [InlineData("server", "ftp://bsky.social", "Networks.ServerOdd")]
    public async Task What_is_missing_or_wrong_is_said(string field, string value, string why)
    {
        var peer = await peers.Bluesky(default);
        var account = await peer.Account(default);
        await using var house = await House.Open(settings: BlueskyStage.Settings);
        var fields = BlueskyStage.Fields(peer, account);
        fields[field] = value;
        Assert.Equal(why, Assert.IsType<SignInResult.Refused>(await SignIn(house).WithFields(fields, default)).Why.Key);
    }

    [Fact]
    public async Task The_password_of_the_account_itself_is_not_taken()
    {
        var peer = await peers.Bluesky(default);
        var account = await peer.Account(default);
        await using var house = await House.Open(settings: BlueskyStage.Settings);
        var fields = BlueskyStage.Fields(peer, account);
        fields["password"] = account.Password;
        Assert.Equal("Networks.Bluesky.MainPassword", Assert.IsType<SignInResult.Refused>(await SignIn(house).WithFields(fields, default)).Why.Key);
    }

    [Fact]
    public async Task A_refresh_rotates_and_a_dead_refresh_token_falls_back_to_the_app_password()
    {
        await using var stage = await BlueskyStage.Open(peers);
        var fresh = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session;
        Assert.NotEqual(stage.Session.Secret("refreshJwt"), fresh.Secret("refreshJwt"));
        Assert.DoesNotContain(stage.Proxy.Arrived, call => call.Contains("createSession", StringComparison.Ordinal));
        var dead = stage.Session with { Secrets = new Dictionary<string, string>(stage.Session.Secrets) { ["refreshJwt"] = "tot", ["accessJwt"] = "tot" } };
        stage.Session = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(dead, default)).Session;
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Wieder da"), stage.NewKey()));
    }

    [Fact]
    public async Task A_revoked_app_password_needs_a_person()
    {
        await using var stage = await BlueskyStage.Open(peers);
        await stage.Peer.RevokeAppPassword(stage.Account, default);
        var refused = Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(stage.Session, default));
        Assert.Equal("Networks.Bluesky.PasswordWrong", refused.Why.Key);
    }

    [Fact]
    public async Task A_server_that_is_away_leaves_the_session_as_it_is()
    {
        await using var stage = await BlueskyStage.Open(peers);
        stage.Proxy.Spoil(new ProxyFault("com.atproto.server", false, FaultProxy.Say(503, "<h1>Wartung</h1>", "text/html")));
        Assert.IsType<SignInResult.Away>(await stage.SignIn.Refresh(stage.Session, default));
        Assert.IsType<SignInResult.Away>(await stage.SignIn.Check(stage.Session, default));
        stage.Proxy.Spoil(new ProxyFault("com.atproto.server", false, FaultProxy.Say(429, """{"error":"RateLimitExceeded"}""")));
        Assert.Equal("Networks.SignInTooOften", Assert.IsType<SignInResult.Away>(await stage.SignIn.Check(stage.Session, default)).Why.Key);
    }

    [Fact]
    public void Record_keys_are_valid_and_grow()
    {
        var tid = new Tid();
        var now = new DateTime(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
        var keys = Enumerable.Range(0, 1000).Select(i => tid.Next(i < 500 ? now : now.AddSeconds(-5))).ToList();
        Assert.All(keys, key => Assert.True(Tid.IsValid(key), key));
        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(keys.Count, keys.Distinct().Count());
        // Worked out by hand: 1795420800000000 microseconds in base 32; the last two characters are the writer's.
        Assert.StartsWith("3n2xnxk5c22", keys[0], StringComparison.Ordinal);
    }

    private static ISignIn SignIn(House house) => house.Get<Embassies>().SignIn("bluesky")!;
}
