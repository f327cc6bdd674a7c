using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Signing in on the page of the Lab's Google, and staying signed in.</summary>
public sealed class YouTubeSignInTests(Peers peers)
{
    [Fact]
    public async Task A_renewal_gives_a_new_token_and_the_refresh_token_stays()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default));
        var first = stage.Session;
        Assert.Equal(stage.House.Now.AddSeconds(3599), first.ExpiresAt);
        Assert.Null(first.EndsAt);
        Assert.StartsWith("UC", first.AccountId, StringComparison.Ordinal);
        Assert.Equal($"@{stage.Account.Account}", first.Handle);
        var renewed = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(first, default)).Session;
        Assert.NotEqual(first.Secret("token"), renewed.Secret("token"));
        Assert.Equal((first.Secret("refreshToken"), first.AccountId, first.Secret("uploads")), (renewed.Secret("refreshToken"), renewed.AccountId, renewed.Secret("uploads")));
        stage.Session = renewed;
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Erneuert"), stage.NewKey()));
        await stage.SignIn.SignOut(renewed, default);
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(renewed, default)).Why.Key);
    }

    [Fact]
    public async Task While_the_project_is_in_testing_the_sign_in_ends_after_seven_days_and_the_desk_knows_it()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default), habits: new { testing = true });
        Assert.Equal(stage.House.Now.AddDays(7), stage.Session.EndsAt);
        // A renewal says nothing of it and changes nothing about it.
        Assert.Equal(stage.Session.EndsAt, Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session.EndsAt);
    }

    [Fact]
    public async Task After_an_hour_a_token_is_not_taken_and_after_ten_minutes_no_code()
    {
        // A Lab of its own, because its clock is moved.
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await YouTubeStage.Open(lab);
        var flow = await AgreeFlow.At(lab, "youtube");
        var start = Assert.IsType<SignInStart.GoTo>(await stage.SignIn.Start(flow.Fields, AgreeFlow.Back, "zustand", default));
        var (_, code, _) = await flow.Agree(start.Address, stage.Account.Account);
        await lab.MoveClock(TimeSpan.FromMinutes(61), default);
        Assert.Equal("Networks.CodeRefused", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(start.Keep, code, AgreeFlow.Back, default)).Why.Key);
        Assert.IsType<Step.SignInLost>(await stage.Publish(stage.Post("Zu alt"), stage.NewKey()));
        Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default));
    }

    [Fact]
    public async Task A_wrong_secret_a_missing_right_and_an_account_without_a_channel_connect_nothing()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default));
        var flow = await AgreeFlow.At(stage.Lab, "youtube");
        Assert.Equal("Networks.AppRefused", Assert.IsType<SignInResult.Refused>(await (flow with { ClientSecret = "falsch" }).SignIn(stage.SignIn, stage.Account.Account)).Why.Key);
        Assert.Equal("Networks.AppMissing", Assert.IsType<SignInStart.Refused>(await stage.SignIn.Start(new Dictionary<string, string> { ["clientId"] = "x" }, AgreeFlow.Back, "z", default)).Why.Key);

        var start = Assert.IsType<SignInStart.GoTo>(await stage.SignIn.Start(flow.Fields, AgreeFlow.Back, "zustand", default));
        var (_, some, _) = await flow.Agree(start.Address, stage.Account.Account, "some");
        var missing = Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(start.Keep, some, AgreeFlow.Back, default));
        Assert.Equal(("Networks.RightsMissing", "youtube.force-ssl"), (missing.Why.Key, missing.Why.Args[1]));

        var kept = new Dictionary<string, string>(start.Keep) { ["verifier"] = "etwas anderes" };
        var (_, code, _) = await flow.Agree(start.Address, stage.Account.Account);
        Assert.Equal("Networks.CodeRefused", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(kept, code, AgreeFlow.Back, default)).Why.Key);

        await stage.Behave(new { hasChannel = false });
        Assert.Equal("Networks.YouTube.NoChannel", Assert.IsType<SignInResult.Refused>(await flow.SignIn(stage.SignIn, stage.Account.Account)).Why.Key);
    }

    [Fact]
    public async Task A_playlist_has_to_be_the_channels_own()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default), "PLmusterstadt", new { playlists = new[] { new { id = "PLmusterstadt", title = "" } } });
        Assert.Equal("PLmusterstadt", stage.Session.Secret("playlist"));
        var flow = await AgreeFlow.At(stage.Lab, "youtube");
        var other = await flow.SignIn(stage.SignIn, stage.Account.Account, [new("playlist", "https://www.youtube.com/playlist?list=PLanderswo00&si=x")]);
        Assert.Equal("Networks.YouTube.PlaylistOther", Assert.IsType<SignInResult.Refused>(other).Why.Key);
        var odd = new Dictionary<string, string>(flow.Fields) { ["playlist"] = "die schönste" };
        Assert.Equal("Networks.YouTube.PlaylistOdd", Assert.IsType<SignInStart.Refused>(await stage.SignIn.Start(odd, AgreeFlow.Back, "z", default)).Why.Key);
    }

    [Fact]
    public async Task A_quota_that_is_used_up_ends_no_sign_in()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default));
        await stage.Refuse("verify", 403, "quotaExceeded");
        Assert.Equal("Networks.YouTube.QuotaUsedUp", Assert.IsType<SignInResult.Away>(await stage.SignIn.Check(stage.Session, default)).Why.Key);
    }
}
