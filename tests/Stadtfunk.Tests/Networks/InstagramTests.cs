using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's Instagram; what it shares with Threads is tried there.</summary>
public sealed class InstagramTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => InstagramNetwork.Network.Rules;

    protected override bool HasLanguage => false;

    // It does, in whole minutes, as Facebook does.
    protected override bool SaysHowLong => false;

    protected override string InLink(string id) => "";

    protected override async Task<Stage> Open() => await InstagramStage.Open(await peers.Lab(default));

    [Fact]
    public async Task A_post_without_a_picture_is_refused_before_any_call()
    {
        await using var stage = await InstagramStage.Open(await peers.Lab(default));
        stage.Calls.Clear();
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Nur Worte") with { Pictures = [] }, stage.NewKey()));
        Assert.Equal("Networks.NeedsPicture", refused.Why.Key);
        Assert.Empty(stage.Calls);
    }

    [Theory]
    [InlineData(30, 20, false)]
    [InlineData(31, 0, true)]
    [InlineData(0, 21, true)]
    public async Task Thirty_hashtags_and_twenty_mentions_are_taken_and_no_more(int hashtags, int mentions, bool refused)
    {
        await using var stage = await InstagramStage.Open(await peers.Lab(default));
        // Neither an address nor a mailbox is one.
        var text = string.Join(' ', Enumerable.Range(1, hashtags).Select(number => $"#Fest{number}").Concat(Enumerable.Range(1, mentions).Select(number => $"@verein.{number}")))
            + " presse@musterstadt.de https://www.musterstadt.de/seite#oben https://www.musterstadt.de/@stadt";
        Assert.Equal(refused, Rules.Limits!.Over(text, null).Any());
        var step = await stage.Publish(stage.Post(text, pictures: 1), stage.NewKey());
        Assert.Equal(refused, step is Step.Refused { Why.Key: "Networks.Refused" });
        Assert.Equal(refused ? 0 : 1, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task Ten_pictures_are_one_carousel_of_the_very_bytes()
    {
        await using var stage = await InstagramStage.Open(await peers.Lab(default));
        var post = stage.Post("Stadtfest", pictures: 10);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal(post.Pictures.Select(x => (x.Name, (string?)x.Alt)), entry.Pictures.Select(x => (x.Sha256, x.Alt)));
        Assert.Equal(entry.Url, done.Receipt.Link.AbsoluteUri);
        Assert.StartsWith("https://www.instagram.com/p/", entry.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(640, 960)]
    [InlineData(960, 400)]
    public async Task A_picture_of_another_shape_is_refused_with_their_words(int width, int height)
    {
        await using var stage = await InstagramStage.Open(await peers.Lab(default));
        var odd = stage.PictureOf(Samples.Jpeg(Samples.Quarters(width, height)), 1, "zu schmal oder zu breit", width, height);
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Form") with { Pictures = [odd] }, stage.NewKey()));
        Assert.Contains("aspect ratio", refused.Why.Args[1], StringComparison.Ordinal);
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_full_day_holds_the_post_before_anything_is_made_but_not_the_channel()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await InstagramStage.Open(lab);
        await lab.Containers("instagram", new { perDay = 3 }, default);
        for (var i = 0; i < 3; i++)
            Assert.IsType<Step.Done>(await stage.Publish(stage.Post($"Nummer {i}"), stage.NewKey()));
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zu viel"), stage.NewKey()));
        Assert.Equal(("Networks.Meta.QuotaUsedUp", "3"), (later.Why.Key, later.Why.Args[1]));
        Assert.Null(later.After);
        await lab.MoveClock(TimeSpan.FromHours(25), default);
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Am Tag danach"), stage.NewKey()));
    }

    [Fact]
    public async Task Without_the_right_to_delete_a_person_is_told_to_do_it()
    {
        await using var stage = await InstagramStage.Open(await peers.Lab(default), "read write:posts");
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Bleibt"), stage.NewKey()));
        var step = await stage.Publisher.Send(stage.Errand(stage.Post("Bleibt"), stage.NewKey(), ErrandKind.Delete, done.Receipt), default);
        Assert.Equal("Networks.NotAllowed", Assert.IsType<Step.Refused>(step).Why.Key);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_stopped_account_stops_the_channel()
    {
        await using var stage = await InstagramStage.Open(await peers.Lab(default), "read write blocked");
        Assert.IsType<Step.Stopped>(await stage.Publish(stage.Post("Darf ich noch?"), stage.NewKey()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@{name}")]
    [InlineData("{name}")]
    [InlineData("https://www.instagram.com/{name}/")]
    [InlineData("{id}")]
    public async Task The_account_behind_a_page_is_found_by_all_its_names(string named)
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: InstagramStage.SettingsOf(lab));
        // One page with an account, one without; where both have one, it has to be named.
        var (page, account) = await Linked(lab);
        var bare = await lab.Account("facebook", default);
        named = named.Replace("{name}", account.Account, StringComparison.Ordinal).Replace("{id}", account.Id, StringComparison.Ordinal);
        var good = Assert.IsType<SignInResult.Good>(await SignIn(house, lab, named, [page, bare]));
        Assert.Equal((account.Id, $"@{account.Account}", $"https://www.instagram.com/{account.Account}/"), (good.Session.AccountId, good.Session.Handle, good.Profile.AbsoluteUri));
        await using var stage = new InstagramStage(await House.Open(settings: InstagramStage.SettingsOf(lab)), good.Session, lab, account, await PictureHost.Open());
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Guten Morgen"), stage.NewKey()));
    }

    [Fact]
    public async Task No_account_is_guessed_and_none_is_said_to_be_none()
    {
        var lab = await peers.Lab(default);
        await using var house = await House.Open(settings: InstagramStage.SettingsOf(lab));
        var (one, other) = (await Linked(lab), await Linked(lab));
        var refused = Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "", [one.Page, other.Page])).Why;
        Assert.Equal(("Networks.Meta.PageMissing", $"@{one.Account.Account} ({one.Account.Id}), @{other.Account.Account} ({other.Account.Id})"), (refused.Key, refused.Args[0]));
        Assert.Equal(other.Account.Id, Assert.IsType<SignInResult.Good>(await SignIn(house, lab, other.Account.Account, [one.Page, other.Page])).Session.AccountId);
        Assert.Equal("Networks.Instagram.NoAccount", Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "", [await lab.Account("facebook", default)])).Why.Key);
        Assert.Equal("Networks.Meta.PermissionMissing", Assert.IsType<SignInResult.Refused>(await SignIn(house, lab, "", [one.Page], "instagram_content_publish")).Why.Key);
        // Deleting is a right of its own, and can be left out.
        Assert.IsType<SignInResult.Good>(await SignIn(house, lab, "", [one.Page], "instagram_manage_contents"));
    }

    private static async Task<(LabAccount Page, LabAccount Account)> Linked(LabProcess lab)
    {
        var page = await lab.Account("facebook", default);
        return (page, await lab.Account("instagram", default, name: page.Account));
    }

    private static async Task<SignInResult> SignIn(House house, LabProcess lab, string named, IReadOnlyList<LabAccount> pages, params string[] without)
    {
        var signIn = house.Get<Embassies>().SignIn("instagram")!;
        var fields = new Dictionary<string, string> { ["appId"] = FacebookStage.AppId, ["appSecret"] = FacebookStage.AppSecret, ["page"] = named };
        var start = Assert.IsType<SignInStart.GoTo>(await signIn.Start(fields, FacebookStage.Back, "zustand 1", default));
        var code = await FacebookStage.Agree(lab, start.Address, "zustand 1", pages.Select(page => page.Account), without);
        return await signIn.Finish(start.Keep, code, FacebookStage.Back, default);
    }
}
