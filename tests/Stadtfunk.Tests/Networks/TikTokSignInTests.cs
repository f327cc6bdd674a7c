using System.Web;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Signing in on the page of the Lab's TikTok, and staying signed in.</summary>
public sealed class TikTokSignInTests(Peers peers)
{
    [Fact]
    public async Task A_token_holds_a_day_the_sign_in_a_year_and_each_renewal_gives_another_refresh_token()
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default));
        var first = stage.Session;
        Assert.Equal((stage.House.Now.AddDays(1), stage.House.Now.AddDays(365)), (first.ExpiresAt, first.EndsAt));
        Assert.Equal(($"@{stage.Account.Account}", $"open-{stage.Account.Account}"), (first.Handle, first.AccountId));
        var renewed = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(first, default)).Session;
        Assert.NotEqual((first.Secret("token"), first.Secret("refreshToken")), (renewed.Secret("token"), renewed.Secret("refreshToken")));
        // The old one is worth nothing any more.
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(first, default)).Why.Key);
        stage.Session = renewed;
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Erneuert"), stage.NewKey()));
        await stage.SignIn.SignOut(renewed, default);
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Check(renewed, default)).Why.Key);
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(renewed, default)).Why.Key);
    }

    [Theory]
    [InlineData(true, "user.info.basic,user.info.profile,video.list,video.upload,video.publish")]
    [InlineData(false, "user.info.basic,user.info.profile,video.list,video.upload")]
    public async Task Only_an_audited_app_asks_for_the_right_to_publish(bool audited, string scopes)
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default), audited: audited);
        var flow = await AgreeFlow.At(stage.Lab, "tiktok");
        var start = Assert.IsType<SignInStart.GoTo>(await stage.SignIn.Start(flow.Fields, AgreeFlow.Back, "zustand", default));
        Assert.Equal(scopes, HttpUtility.ParseQueryString(start.Address.Query)["scope"]);
        Assert.Empty(Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Health!.Missing!);
    }

    [Fact]
    public async Task A_wrong_secret_a_missing_right_and_a_used_code_connect_nothing()
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default));
        var flow = await AgreeFlow.At(stage.Lab, "tiktok");
        Assert.Equal("Networks.AppRefused", Assert.IsType<SignInResult.Refused>(await (flow with { ClientSecret = "falsch" }).SignIn(stage.SignIn, stage.Account.Account)).Why.Key);
        Assert.Equal("Networks.AppMissing", Assert.IsType<SignInStart.Refused>(await stage.SignIn.Start(new Dictionary<string, string> { ["clientId"] = "x" }, AgreeFlow.Back, "z", default)).Why.Key);
        var start = Assert.IsType<SignInStart.GoTo>(await stage.SignIn.Start(flow.Fields, AgreeFlow.Back, "zustand", default));
        var (_, some, _) = await flow.Agree(start.Address, stage.Account.Account, "some");
        var missing = Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(start.Keep, some, AgreeFlow.Back, default));
        Assert.Equal(("Networks.RightsMissing", "video.publish"), (missing.Why.Key, missing.Why.Args[1]));
        Assert.Equal("Networks.CodeRefused", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(start.Keep, some, AgreeFlow.Back, default)).Why.Key);
    }

    [Fact]
    public async Task A_private_account_is_told_that_its_posts_go_as_drafts_and_a_busy_TikTok_ends_no_sign_in()
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default), habits: new { @private = true });
        Assert.Equal("Networks.TikTok.AccountPrivate", Assert.Single(Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Health!.Says).Key);
        await stage.Refuse("creator", 429, "rate_limit_exceeded");
        Assert.Null(Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules);
        await stage.Refuse("verify", 500, "internal_error");
        Assert.IsType<SignInResult.Away>(await stage.SignIn.Check(stage.Session, default));
    }
}
