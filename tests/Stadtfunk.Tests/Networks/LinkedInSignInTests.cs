using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Signing in on the page of the Lab's LinkedIn: for which page, and for how long.</summary>
public sealed class LinkedInSignInTests(Peers peers)
{
    private static readonly object Several = new
    {
        pages = new[]
        {
            new { id = "4711", name = "Stadt Musterstadt", vanity = "stadt-musterstadt", role = "ADMINISTRATOR" },
            new { id = "4712", name = "Stadtmuseum", vanity = "stadtmuseum", role = "CONTENT_ADMIN" },
            new { id = "4713", name = "Zoo", vanity = "zoo", role = "ANALYST" },
        },
    };

    [Theory]
    [InlineData("stadtmuseum", "4712")]
    [InlineData("4711", "4711")]
    [InlineData("urn:li:organization:4711", "4711")]
    [InlineData("https://www.linkedin.com/company/Stadt-Musterstadt/", "4711")]
    [InlineData("https://www.linkedin.com/company/4712/admin/page-posts/published/", "4712")]
    [InlineData("linkedin.com/company/stadtmuseum?viewAsMember=true", "4712")]
    public async Task Of_several_pages_the_field_names_one(string typed, string id)
    {
        var (good, lab) = await SignIn(Several, typed);
        var session = Assert.IsType<SignInResult.Good>(good).Session;
        Assert.Equal($"urn:li:organization:{id}", session.AccountId);
        Assert.Equal(id == "4711" ? "stadt-musterstadt" : "stadtmuseum", session.Handle);
        Assert.Equal($"{lab.Url}linkedin/company/{session.Handle}/", ((SignInResult.Good)good).Profile.AbsoluteUri);
    }

    [Theory]
    [InlineData("", "Networks.LinkedIn.WhichPage")]
    [InlineData("zoo", "Networks.LinkedIn.OtherPage")]
    [InlineData("https://www.linkedin.com/company/nachbarstadt", "Networks.LinkedIn.OtherPage")]
    public async Task Which_page_is_not_guessed_and_the_refusal_lists_them(string typed, string why)
    {
        var refused = Assert.IsType<SignInResult.Refused>((await SignIn(Several, typed)).Result);
        Assert.Equal((why, "Stadt Musterstadt (stadt-musterstadt), Stadtmuseum (stadtmuseum)"), (refused.Why.Key, refused.Why.Args[0]));
    }

    [Fact]
    public async Task Who_manages_no_page_is_told_so()
    {
        var refused = Assert.IsType<SignInResult.Refused>((await SignIn(new { pages = Array.Empty<object>() }, "")).Result);
        Assert.Equal("Networks.LinkedIn.NoPage", refused.Why.Key);
    }

    [Fact]
    public async Task Without_a_refresh_token_the_sign_in_ends_after_sixty_days()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        Assert.Equal((null, stage.House.Now.AddDays(60)), (stage.Session.ExpiresAt, stage.Session.EndsAt));
        Assert.Equal(stage.Session.Secret("token"), Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session.Secret("token"));
    }

    [Fact]
    public async Task With_one_the_token_is_renewed_and_the_end_stays_where_it_is()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default), new { refreshes = true });
        var first = stage.Session;
        Assert.Equal((stage.House.Now.AddDays(60), stage.House.Now.AddDays(365)), (first.ExpiresAt, first.EndsAt));
        var renewed = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(first, default)).Session;
        Assert.NotEqual(first.Secret("token"), renewed.Secret("token"));
        Assert.InRange(renewed.EndsAt!.Value, first.EndsAt!.Value.AddMinutes(-1), first.EndsAt.Value);
        stage.Session = renewed;
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Erneuert"), stage.NewKey()));
    }

    [Fact]
    public async Task After_sixty_days_the_token_is_not_taken()
    {
        // A Lab of its own, because its clock is moved.
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await LinkedInStage.Open(lab);
        await lab.MoveClock(TimeSpan.FromDays(61), default);
        Assert.IsType<Step.SignInLost>(await stage.Publish(stage.Post("Zu alt"), stage.NewKey()));
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(stage.Session, default)).Why.Key);
    }

    [Fact]
    public async Task A_door_that_does_not_answer_as_a_door_ends_no_sign_in()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await LinkedInStage.Open(lab, new { refreshes = true });
        foreach (var (status, body) in new (int?, string?)[]
        {
            (null, null), (403, """{"status":403,"code":"ACCESS_DENIED","message":"Denied"}"""), (403, """{"error":"forbidden"}"""), (400, """{"message":"Bad Request"}"""),
        })
        {
            await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "token") { Network = "linkedin", Status = status, Body = body }], default);
            Assert.IsType<SignInResult.Away>(await stage.SignIn.Refresh(stage.Session, default));
        }
        await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "token") { Network = "linkedin", Status = 400, Body = """{"error":"invalid_request"}""" }], default);
        Assert.Equal("Networks.SignInLost", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Refresh(stage.Session, default)).Why.Key);
    }

    [Fact]
    public async Task A_page_that_may_not_be_read_is_left_out_and_keeps_nobody_from_the_others()
    {
        var pages = new[]
        {
            new { id = "4710", name = "Verborgen", vanity = "verborgen", role = "ADMINISTRATOR", hidden = true },
            new { id = "4711", name = "Stadt Musterstadt", vanity = "stadt-musterstadt", role = "ADMINISTRATOR", hidden = false },
            new { id = "4712", name = "Stadtmuseum", vanity = "stadtmuseum", role = "CONTENT_ADMIN", hidden = false },
        };
        Assert.Equal("urn:li:organization:4712", Assert.IsType<SignInResult.Good>((await SignIn(new { pages }, "stadtmuseum")).Result).Session.AccountId);
        var refused = Assert.IsType<SignInResult.Refused>((await SignIn(new { pages }, "")).Result);
        Assert.Equal(("Networks.LinkedIn.WhichPage", "Stadt Musterstadt (stadt-musterstadt), Stadtmuseum (stadtmuseum)"), (refused.Why.Key, refused.Why.Args[0]));
        Assert.Equal("Networks.SignInRefused", Assert.IsType<SignInResult.Refused>((await SignIn(new { pages = pages[..1] }, "")).Result).Why.Key);
    }

    [Fact]
    public async Task Also_the_thirtieth_page_can_be_named()
    {
        var pages = Enumerable.Range(1, 30).Select(i => new { id = $"{5000 + i}", name = $"Amt {i}", vanity = $"amt-{i}", role = "ADMINISTRATOR" }).ToArray();
        Assert.Equal("urn:li:organization:5030", Assert.IsType<SignInResult.Good>((await SignIn(new { pages }, "amt-30")).Result).Session.AccountId);
    }

    [Fact]
    public async Task Checking_asks_only_for_the_page_of_the_channel()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        var pages = Enumerable.Range(1, 30).Select(i => new { id = $"{5000 + i}", name = $"Amt {i}", vanity = $"amt-{i}", role = "ADMINISTRATOR", hidden = i % 2 == 0 })
            .Append(new { id = stage.Account.Id, name = "Stadt", vanity = "umbenannt", role = "ADMINISTRATOR", hidden = false }).ToArray();
        await LinkedInStage.Habits(stage.Lab, stage.Account, new { pages });
        Assert.Equal("umbenannt", Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Session.Handle);
        Assert.Equal(stage.Session.AccountId, Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session.AccountId);
    }

    [Fact]
    public async Task A_wrong_secret_a_used_code_and_missing_fields_connect_nothing()
    {
        await using var stage = await LinkedInStage.Open(await peers.Lab(default));
        var flow = await AgreeFlow.At(stage.Lab, "linkedin");
        var wrong = await (flow with { ClientSecret = "falsch" }).SignIn(stage.SignIn, stage.Account.Account);
        Assert.Equal("Networks.AppRefused", Assert.IsType<SignInResult.Refused>(wrong).Why.Key);
        var start = Assert.IsType<SignInStart.GoTo>(await stage.SignIn.Start(flow.Fields, AgreeFlow.Back, "zustand", default));
        var (_, code, _) = await flow.Agree(start.Address, stage.Account.Account);
        Assert.IsType<SignInResult.Good>(await stage.SignIn.Finish(start.Keep, code, AgreeFlow.Back, default));
        Assert.Equal("Networks.CodeRefused", Assert.IsType<SignInResult.Refused>(await stage.SignIn.Finish(start.Keep, code, AgreeFlow.Back, default)).Why.Key);
        foreach (var missing in new[] { "clientId", "clientSecret" })
        {
            var given = flow.Fields;
            given[missing] = "";
            Assert.Equal("Networks.AppMissing", Assert.IsType<SignInStart.Refused>(await stage.SignIn.Start(given, AgreeFlow.Back, "z", default)).Why.Key);
        }
    }

    [Fact]
    public async Task Only_who_leads_the_page_is_asked_to_fill_in_nothing_more()
    {
        await using var house = await House.Open();
        Assert.Equal([false, false, true], house.Get<Embassies>().SignIn("linkedin")!.Fields.Select(field => field.Optional));
    }

    private async Task<(SignInResult Result, LabProcess Lab)> SignIn(object habits, string typed)
    {
        var lab = await peers.Lab(default);
        var member = await lab.Account("linkedin", TestContext.Current.CancellationToken);
        await LinkedInStage.Habits(lab, member, habits);
        await using var house = await House.Open(settings: LinkedInStage.SettingsOf(lab));
        return (await (await AgreeFlow.At(lab, "linkedin")).SignIn(house.Get<Embassies>().SignIn("linkedin")!, member.Account, [new("page", typed)]), lab);
    }
}
