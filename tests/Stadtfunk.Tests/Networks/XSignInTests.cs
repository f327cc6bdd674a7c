using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Signing in on the page of the Lab's X, and staying signed in.</summary>
public sealed class XSignInTests(Peers peers)
{
    [Fact]
    public async Task A_renewal_gives_new_tokens_and_the_old_refresh_token_is_worth_nothing()
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        var first = stage.Session;
        Assert.Equal(stage.House.Now.AddHours(2), first.ExpiresAt);
        Assert.Null(first.EndsAt);
        var renewed = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(first, default)).Session;
        Assert.NotEqual(first.Secret("token"), renewed.Secret("token"));
        Assert.NotEqual(first.Secret("refreshToken"), renewed.Secret("refreshToken"));
        Assert.Equal((first.AccountId, first.Handle), (renewed.AccountId, renewed.Handle));
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(first, default)).Why.Key);
        stage.Session = renewed;
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Erneuert"), stage.NewKey()));
        Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(renewed, default));
    }

    [Fact]
    public async Task After_two_hours_a_token_is_not_taken_and_after_half_a_minute_no_code()
    {
        // A Lab of its own, because its clock is moved.
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await XStage.Open(lab);
        await lab.MoveClock(TimeSpan.FromMinutes(121), default);
        Assert.IsType<Step.SignInLost>(await stage.Publish(stage.Post("Zu alt"), stage.NewKey()));
        Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default));

        var flow = await AgreeFlow.At(lab, "x");
        var start = Assert.IsType<SignInStart.GoTo>(await stage.SignIn.Start(flow.Fields, AgreeFlow.Back, "zustand", default));
        var (_, code, _) = await flow.Agree(start.Address, stage.Account.Account);
        await lab.MoveClock(TimeSpan.FromMinutes(122), default);
        Assert.Equal("Networks.CodeRefused", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(start.Keep, code, AgreeFlow.Back, default)).Why.Key);
    }

    [Fact]
    public async Task A_wrong_secret_a_wrong_verifier_and_missing_fields_connect_nothing()
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        var flow = await AgreeFlow.At(stage.Lab, "x");
        var wrong = await (flow with { ClientSecret = "falsch" }).SignIn(stage.SignIn, stage.Account.Account);
        Assert.Equal("Networks.AppRefused", Assert.IsType<SignInResult.Refused>(wrong).Why.Key);

        var start = Assert.IsType<SignInStart.GoTo>(await stage.SignIn.Start(flow.Fields, AgreeFlow.Back, "zustand", default));
        var kept = new Dictionary<string, string>(start.Keep) { ["verifier"] = "etwas anderes" };
        var (_, code, _) = await flow.Agree(start.Address, stage.Account.Account);
        Assert.Equal("Networks.CodeRefused", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(kept, code, AgreeFlow.Back, default)).Why.Key);
        Assert.Equal("access_denied", (await flow.Agree(start.Address, stage.Account.Account, "deny")).Error);

        foreach (var missing in new[] { "clientId", "clientSecret" })
        {
            var given = flow.Fields;
            given[missing] = " ";
            Assert.Equal("Networks.AppMissing", Assert.IsType<SignInStart.Refused>(await stage.SignIn.Start(given, AgreeFlow.Back, "z", default)).Why.Key);
        }
    }

    [Fact]
    public async Task Checking_says_who_we_are_that_X_is_away_and_that_the_account_took_the_right_back()
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        var good = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default));
        Assert.Equal(($"@{stage.Account.Account}", stage.Account.Id), (good.Session.Handle, good.Session.AccountId));
        Assert.EndsWith($"/{stage.Account.Account}", good.Profile.AbsoluteUri, StringComparison.Ordinal);
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "verify"));
        Assert.IsType<SignInResult.Away>(await stage.SignIn.Check(stage.Session, default));
        await stage.Mend();
        await stage.SignIn.SignOut(stage.Session, default);
        Assert.IsType<SignInResult.Refused>(await stage.SignIn.Check(stage.Session, default));
        // Neither is the other token good for anything any more.
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(stage.Session, default)).Why.Key);
    }

    [Fact]
    public async Task A_door_that_does_not_answer_as_a_door_ends_no_sign_in()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await XStage.Open(lab);
        foreach (var (status, body) in new (int?, string?)[]
        {
            (null, null), (403, """{"title":"Forbidden","detail":"Forbidden","type":"about:blank","status":403}"""), (403, """{"error":"forbidden"}"""), (404, """{"error":"not_found"}"""),
            (401, """{"title":"Unauthorized","type":"about:blank","status":401}"""), (400, """{"message":"Bad Request"}"""),
        })
        {
            await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "token") { Network = "x", Status = status, Body = body }], default);
            Assert.IsType<SignInResult.Away>(await stage.SignIn.Refresh(stage.Session, default));
        }
        await lab.Faults.Replace([], default);
        Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default));
    }

    [Fact]
    public async Task A_renewal_with_fewer_rights_keeps_the_sign_in_names_what_is_missing_and_stops_only_what_needs_it()
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        await XStage.Behave(stage.Lab, stage.Account, new { without = "media.write users.read offline.access" });
        var good = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default));
        Assert.Equal(["users.read", "media.write"], good.Health!.Missing);
        // Nothing to renew it with is left: it ends, and that is known.
        Assert.Equal(("", null, stage.House.Now.AddHours(2)), (good.Session.Secret("refreshToken"), good.Session.ExpiresAt, good.Session.EndsAt));
        stage.Session = good.Session;
        // X no longer says who we are; that is known.
        var known = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default));
        Assert.Equal((stage.Session.AccountId, stage.Session.Handle), (known.Session.AccountId, known.Session.Handle));
        Assert.Equal(["users.read", "media.write"], known.Health!.Missing);
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Nur Text"), stage.NewKey()));
        stage.Calls.Clear();
        var held = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Mit Bild", pictures: 1), stage.NewKey()));
        Assert.Equal(("Networks.RightsMissing", "media.write"), (held.Why.Key, held.Why.Args[1]));
        Assert.Empty(stage.Calls);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task Without_the_right_to_write_nothing_goes_out_and_nothing_is_taken_away()
    {
        await using var stage = await XStage.Open(await peers.Lab(default));
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Steht"), stage.NewKey()));
        await XStage.Behave(stage.Lab, stage.Account, new { without = "tweet.write" });
        stage.Session = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session;
        Assert.Equal("Networks.RightsMissing", Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Geht nicht"), stage.NewKey())).Why.Key);
        Assert.Equal("Networks.RightsMissing", Assert.IsType<Step.Later>(await stage.Publisher.Send(stage.Errand(stage.Post("Steht"), stage.NewKey(), ErrandKind.Delete, done.Receipt), default)).Why.Key);
        Assert.IsType<Finding.Found>(await stage.Publisher.ReadBack(stage.Errand(stage.Post("Steht"), stage.NewKey(), receipt: done.Receipt), default));
        Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default));
    }
}
