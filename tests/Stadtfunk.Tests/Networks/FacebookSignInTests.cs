using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>The way in through Facebook's own dialog, and which page it leads to.</summary>
public sealed class FacebookSignInTests(Peers peers)
{
    [Fact]
    public async Task The_only_page_is_taken_and_can_be_posted_on()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        var page = await lab.Account("facebook", default);
        var good = Assert.IsType<SignInResult.Good>(await SignIn(house, lab, "", [page]));
        Assert.Equal((page.Id, page.Account, $"https://www.facebook.com/{page.Account}"), (good.Session.AccountId, good.Session.Handle, good.Profile.AbsoluteUri));
        Assert.Null(good.Session.ExpiresAt);
        await using var stage = new FacebookStage(await House.Open(settings: FacebookStage.SettingsOf(lab)), good.Session, lab, page);
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Guten Morgen"), stage.NewKey()));
        Assert.Single(await stage.Seen());
        // Nothing of a session is said aloud.
        Assert.DoesNotContain(good.Session.Secret("token"), good.Session.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{name}")]
    [InlineData("{NAME}")]
    [InlineData("{id}")]
    [InlineData("https://www.facebook.com/{name}/")]
    [InlineData("facebook.com/{name}")]
    [InlineData("https://www.facebook.com/profile.php?id={id}")]
    public async Task Of_several_pages_the_one_that_was_named_is_taken(string named)
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        LabAccount[] pages = [await lab.Account("facebook", default), await lab.Account("facebook", default), await lab.Account("facebook", default)];
        named = named.Replace("{name}", pages[1].Account, StringComparison.Ordinal).Replace("{NAME}", pages[1].Account.ToUpperInvariant(), StringComparison.Ordinal).Replace("{id}", pages[1].Id, StringComparison.Ordinal);
        Assert.Equal(pages[1].Id, Assert.IsType<SignInResult.Good>(await SignIn(house, lab, named, pages)).Session.AccountId);
    }

    [Fact]
    public async Task Of_many_pages_also_the_last_is_found()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        var pages = new List<LabAccount>();
        while (pages.Count < 14)
            pages.Add(await lab.Account("facebook", default));
        Assert.Equal(pages[13].Id, Assert.IsType<SignInResult.Good>(await SignIn(house, lab, pages[13].Account, pages)).Session.AccountId);
        var refused = Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "", pages)).Why;
        Assert.EndsWith($"{pages[11].Account} ({pages[11].Id}), …", refused.Args[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Networks.Meta.PageMissing")]
    [InlineData("Stadt Anderswo", "Networks.Meta.PageOther")]
    [InlineData("https://www.facebook.com/anderswo", "Networks.Meta.PageOther")]
    public async Task No_page_is_guessed_and_the_refusal_names_all(string named, string why)
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        LabAccount[] pages = [await lab.Account("facebook", default), await lab.Account("facebook", default)];
        var refused = Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, named, pages)).Why;
        Assert.Equal(why, refused.Key);
        Assert.All(pages, page => Assert.Contains($"{page.Account} ({page.Id})", refused.Args[^1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_none_of_theirs_is_refused_even_for_the_only_page()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        var page = await lab.Account("facebook", default);
        Assert.Equal("Networks.Meta.PageOther", Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "Stadt Anderswo", [page])).Why.Key);
        Assert.Equal("Networks.Facebook.NoPage", Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "", [])).Why.Key);
    }

    [Fact]
    public async Task What_was_not_ticked_is_asked_for_again()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        var page = await lab.Account("facebook", default);
        var refused = Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "", [page], without: "pages_manage_posts")).Why;
        Assert.Equal(("Networks.Meta.PermissionMissing", "pages_manage_posts"), (refused.Key, refused.Args[1]));
    }

    [Fact]
    public async Task A_person_who_may_only_look_cannot_connect_the_page()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        var page = await lab.Account("facebook", default, "read");
        Assert.Equal("Networks.Facebook.MayNotPost", Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "", [page])).Why.Key);
    }

    [Fact]
    public async Task A_code_opens_the_door_once_and_only_with_the_right_secret()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        var signIn = house.Get<Embassies>().SignIn("facebook")!;
        var page = await lab.Account("facebook", default);
        var start = Assert.IsType<SignInStart.GoTo>(await signIn.Start(Fields(""), FacebookStage.Back, "zustand 1", default));
        Assert.DoesNotContain(FacebookStage.AppSecret, start.Address.AbsoluteUri, StringComparison.Ordinal);
        var code = await FacebookStage.Agree(lab, start.Address, "zustand 1", [page.Account]);
        var wrong = new Dictionary<string, string>(start.Keep) { ["appSecret"] = new string('0', 32) };
        Assert.Equal("Networks.Meta.CodeRefused", Assert.IsType<SignInResult.Refused>(await signIn.Finish(wrong, code, FacebookStage.Back, default)).Why.Key);
        Assert.IsType<SignInResult.Good>(await signIn.Finish(start.Keep, code, FacebookStage.Back, default));
        Assert.Equal("Networks.Meta.CodeRefused", Assert.IsType<SignInResult.Refused>(await signIn.Finish(start.Keep, code, FacebookStage.Back, default)).Why.Key);
    }

    [Theory]
    [InlineData("", FacebookStage.AppSecret, "Networks.Meta.AppIdOdd")]
    [InlineData("meine App", FacebookStage.AppSecret, "Networks.Meta.AppIdOdd")]
    [InlineData(FacebookStage.AppId, "", "Networks.Meta.AppSecretOdd")]
    [InlineData(FacebookStage.AppId, "nicht geheim, sondern Text", "Networks.Meta.AppSecretOdd")]
    public async Task An_app_that_is_none_is_said_before_anybody_is_sent_away(string id, string secret, string why)
    {
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(await peers.Lab(default)));
        var start = await house.Get<Embassies>().SignIn("facebook")!.Start(new Dictionary<string, string> { ["appId"] = id, ["appSecret"] = secret }, FacebookStage.Back, "x", default);
        Assert.Equal(why, Assert.IsType<SignInStart.Refused>(start).Why.Key);
    }

    [Fact]
    public async Task What_a_person_may_do_there_is_read_also_beside_what_nobody_understands()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var house = await House.Open(settings: FacebookStage.SettingsOf(lab));
        var page = await lab.Account("facebook", default);
        var body = $$"""{"data":[7,{"id":"{{page.Id}}","name":"{{page.Account}}","access_token":"{{page.Token}}","tasks":[7,null,{"a":1},"CREATE_CONTENT"]}]}""";
        await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "accounts") { Network = "facebook", Status = 200, Body = body }], default);
        Assert.Equal(page.Id, Assert.IsType<SignInResult.Good>(await SignIn(house, lab, "", [page])).Session.AccountId);
    }

    [Theory]
    [InlineData(LabFaultKind.TokenExpired, "Networks.Meta.Lost.Expired", false)]
    [InlineData(LabFaultKind.Error, "Networks.ServerAway", true)]
    [InlineData(LabFaultKind.TooManyRequests, "Networks.SignInTooOften", true)]
    [InlineData(LabFaultKind.Html, "Networks.ServerUnclear", true)]
    public async Task A_check_tells_a_lost_sign_in_from_a_server_that_is_away(LabFaultKind fault, string why, bool away)
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(fault, "verify"));
        foreach (var result in new[] { await stage.SignIn.Check(stage.Session, default), await stage.SignIn.Refresh(stage.Session, default) })
            Assert.Equal(why, away ? Assert.IsType<SignInResult.Away>(result).Why.Key : Assert.IsType<SignInResult.Refused>(result).Why.Key);
    }

    private static Dictionary<string, string> Fields(string page) => new() { ["appId"] = $" {FacebookStage.AppId} ", ["appSecret"] = FacebookStage.AppSecret, ["page"] = page };

    private static async Task<SignInResult> SignIn(House house, LabProcess lab, string named, IReadOnlyList<LabAccount> pages, params string[] without)
    {
        var signIn = house.Get<Embassies>().SignIn("facebook")!;
        var start = Assert.IsType<SignInStart.GoTo>(await signIn.Start(Fields(named), FacebookStage.Back, "zustand 1", default));
        var code = await FacebookStage.Agree(lab, start.Address, "zustand 1", pages.Select(page => page.Account), without);
        return await signIn.Finish(start.Keep, code, FacebookStage.Back, default);
    }
}
