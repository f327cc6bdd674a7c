using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>The way in through Threads' own page, and how the token is kept alive.</summary>
public sealed class ThreadsSignInTests : IAsyncLifetime
{
    private LabProcess lab = null!;

    // A Lab of its own, because its clock is moved.
    public async ValueTask InitializeAsync() => lab = await LabProcess.Start([], TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => lab.DisposeAsync();

    [Fact]
    public async Task The_account_that_signs_in_is_the_one_that_posts_and_its_token_is_renewed_in_time()
    {
        await using var house = await House.Open(settings: ThreadsStage.SettingsOf(lab));
        var signIn = house.Get<Embassies>().SignIn("threads")!;
        LabAccount[] accounts = [await lab.Account("threads", default), await lab.Account("threads", default)];
        var (start, code) = await Agree(signIn, accounts[1]);
        Assert.DoesNotContain(FacebookStage.AppSecret, start.Address.AbsoluteUri, StringComparison.Ordinal);
        var good = Assert.IsType<SignInResult.Good>(await signIn.Finish(start.Keep, code, FacebookStage.Back, default));
        Assert.Equal((accounts[1].Id, $"@{accounts[1].Account}"), (good.Session.AccountId, good.Session.Handle));
        // Renewed after a third of its sixty days, and good for all of them, whatever becomes of that.
        Assert.Equal((house.Now.AddDays(60), house.Now.AddDays(60)), (good.Session.ExpiresAt!.Value, good.Session.EndsAt!.Value));
        Assert.Equal($"{house.Now.AddDays(20):O}", good.Session.Secret("renewAt"));
        Assert.Equal(good.Session.EndsAt, Assert.IsType<SignInResult.Good>(await signIn.Check(good.Session, default)).Session.EndsAt);

        // Not before it is a day old.
        Assert.IsType<SignInResult.Away>(await signIn.Refresh(good.Session, default));
        await lab.MoveClock(TimeSpan.FromDays(20), default);
        house.Clock.Advance(TimeSpan.FromDays(20));
        var fresh = Assert.IsType<SignInResult.Good>(await signIn.Refresh(good.Session, default)).Session;
        Assert.NotEqual(good.Session.Secret("token"), fresh.Secret("token"));
        Assert.Equal((good.Session.AccountId, house.Now.AddDays(60), FacebookStage.AppSecret), (fresh.AccountId, fresh.ExpiresAt!.Value, fresh.Secret("appSecret")));
        Assert.Equal($"{house.Now.AddDays(20):O}", fresh.Secret("renewAt"));
        await lab.MoveClock(TimeSpan.FromDays(81), default);
        Assert.Equal("Networks.Meta.Lost.Expired", Assert.IsType<SignInResult.Refused>(await signIn.Refresh(fresh, default)).Why.Key);
    }

    [Fact]
    public async Task A_code_opens_the_door_once_and_only_with_the_right_secret()
    {
        await using var house = await House.Open(settings: ThreadsStage.SettingsOf(lab));
        var signIn = house.Get<Embassies>().SignIn("threads")!;
        var (start, code) = await Agree(signIn, await lab.Account("threads", default));
        var wrong = new Dictionary<string, string>(start.Keep) { ["appSecret"] = new string('0', 32) };
        Assert.Equal("Networks.Meta.CodeRefused", Assert.IsType<SignInResult.Refused>(await signIn.Finish(wrong, code, FacebookStage.Back, default)).Why.Key);
        Assert.IsType<SignInResult.Good>(await signIn.Finish(start.Keep, code, FacebookStage.Back, default));
        Assert.Equal("Networks.Meta.CodeRefused", Assert.IsType<SignInResult.Refused>(await signIn.Finish(start.Keep, code, FacebookStage.Back, default)).Why.Key);
    }

    [Theory]
    [InlineData(LabFaultKind.Error, "Networks.ServerAway")]
    [InlineData(LabFaultKind.Html, "Networks.ServerUnclear")]
    [InlineData(LabFaultKind.TooManyRequests, "Networks.SignInTooOften")]
    public async Task A_renewal_that_is_not_answered_keeps_the_old_session(LabFaultKind fault, string why)
    {
        await using var stage = await ThreadsStage.Open(lab);
        await lab.Faults.Replace([new LabFault(fault, "refresh") { Network = "threads" }], default);
        Assert.Equal(why, Assert.IsType<SignInResult.Away>(await stage.SignIn.Refresh(stage.Session, default)).Why.Key);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(100, false)]
    [InlineData(4, false)]
    [InlineData(190, true)]
    [InlineData(368, true)]
    public async Task Only_a_word_about_token_or_account_takes_a_session_away_that_is_still_good(int code, bool lost)
    {
        await using var stage = await ThreadsStage.Open(lab);
        await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "refresh") { Network = "threads", Status = 400, Body = $$$"""{"error":{"message":"x","code":{{{code}}}}}""" }], default);
        Assert.Equal(lost, await stage.SignIn.Refresh(stage.Session, default) is SignInResult.Refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"expires_in\":0")]
    [InlineData(",\"expires_in\":\"bald\"")]
    public async Task A_token_that_does_not_say_how_long_it_lives_lives_as_long_as_all(string said)
    {
        await using var stage = await ThreadsStage.Open(lab);
        await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "refresh") { Network = "threads", Status = 200, Body = $$"""{"access_token":"{{stage.Account.Token}}"{{said}}}""" }], default);
        Assert.Equal(stage.House.Now.AddDays(60), Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session.ExpiresAt);
    }

    private async Task<(SignInStart.GoTo Start, string Code)> Agree(ISignIn signIn, LabAccount account)
    {
        var fields = new Dictionary<string, string> { ["appId"] = FacebookStage.AppId, ["appSecret"] = FacebookStage.AppSecret };
        var start = Assert.IsType<SignInStart.GoTo>(await signIn.Start(fields, FacebookStage.Back, "zustand 1", default));
        return (start, await FacebookStage.Agree(lab, start.Address, "zustand 1", [account.Account]));
    }
}
