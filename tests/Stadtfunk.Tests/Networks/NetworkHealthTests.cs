using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>What networks say of an account when they are asked whether the sign-in holds: what it lacks, and how much it has used.</summary>
public sealed class NetworkHealthTests(Peers peers)
{
    private const string WithoutPosting = "read write:deletes";

    [Fact]
    public async Task A_permission_of_a_page_that_was_taken_back_is_named()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        Assert.Empty((await Health(stage)).Missing!);
        await TakeBack(stage.Lab, stage.Account);
        Assert.Equal(["pages_manage_posts"], (await Health(stage)).Missing);
    }

    [Fact]
    public async Task Instagram_says_what_is_missing_what_it_lets_us_do_less_and_how_many_posts_it_has_counted()
    {
        await using var stage = await InstagramStage.Open(await peers.Lab(default));
        var fresh = await Health(stage);
        Assert.Equal((0, new Quota(0, 100, TimeSpan.FromDays(1)), 0), (fresh.Missing!.Count, fresh.Quota, fresh.Says.Count));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Gezählt"), stage.NewKey()));
        Assert.Equal(new Quota(1, 100, TimeSpan.FromDays(1)), (await Health(stage)).Quota);
        await TakeBack(stage.Lab, stage.Account, "read write:posts");
        var less = await Health(stage);
        Assert.Equal((0, "Networks.Instagram.MayNotDelete"), (less.Missing!.Count, Assert.Single(less.Says).Key));
        await TakeBack(stage.Lab, stage.Account);
        Assert.Equal(["instagram_content_publish"], (await Health(stage)).Missing);
    }

    [Fact]
    public async Task Threads_is_asked_in_the_name_of_the_app()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Gezählt"), stage.NewKey()));
        var fresh = await Health(stage);
        Assert.Equal((0, new Quota(1, 250, TimeSpan.FromDays(1))), (fresh.Missing!.Count, fresh.Quota));
        await TakeBack(stage.Lab, stage.Account, "read");
        Assert.Equal(["threads_content_publish", "threads_delete"], (await Health(stage)).Missing);
    }

    [Fact]
    public async Task What_does_not_answer_says_nothing_and_does_not_end_the_sign_in()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await InstagramStage.Open(lab);
        await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "debug") { Network = "instagram" }, new LabFault(LabFaultKind.Html, "quota") { Network = "instagram" }], default);
        var health = await Health(stage);
        Assert.Equal((null, null, 0), (health.Missing, health.Quota, health.Says.Count));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("read write:posts", 1)]
    public async Task A_bot_that_may_not_delete_is_told_apart_from_one_that_may(string? scopes, int says)
    {
        await using var stage = await TelegramStage.Open(await peers.Lab(default), scopes);
        var health = await Health(stage);
        Assert.Equal((0, says), (health.Missing!.Count, health.Says.Count(sentence => sentence.Key == "Networks.Telegram.MayNotDelete")));
    }

    [Theory]
    [InlineData("profile read:statuses write:statuses write:media", "")]
    [InlineData("read write", "")]
    [InlineData("profile read:statuses write:statuses", "write:media")]
    [InlineData(null, null)]
    public async Task Of_a_Mastodon_token_the_scopes_are_known_that_came_with_it(string? granted, string? missing)
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        if (granted is not null)
            stage.Session = stage.Session with { Secrets = new Dictionary<string, string>(stage.Session.Secrets) { ["granted"] = granted } };
        var health = await Health(stage);
        Assert.Equal(missing, health.Missing is { } names ? string.Join(' ', names) : null);
        Assert.Empty(health.Says);
    }

    [Fact]
    public async Task An_account_that_moderators_have_limited_is_said_to_be()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default), scopes: "read write limited");
        Assert.Equal("Networks.Mastodon.Limited", Assert.Single((await Health(stage)).Says).Key);
    }

    [Fact]
    public async Task X_and_LinkedIn_name_the_scopes_with_the_token()
    {
        await using var x = await XStage.Open(await peers.Lab(default));
        Assert.Empty((await Health(x)).Missing!);
        await using var linkedIn = await LinkedInStage.Open(await peers.Lab(default));
        Assert.Empty((await Health(linkedIn)).Missing!);
    }

    [Fact]
    public async Task Google_names_the_rights_with_the_token_and_a_renewal_that_brings_fewer_ends_no_sign_in()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await YouTubeStage.Open(lab);
        Assert.Empty((await Health(stage)).Missing!);
        var before = stage.Session;
        await lab.Faults.Replace([new LabFault(LabFaultKind.Error, "token")
        {
            Network = "youtube", Status = 200,
            Body = $$"""{"access_token":"{{before.Secret("token")}}","expires_in":3599,"scope":"https://www.googleapis.com/auth/youtube.upload","token_type":"Bearer"}""",
        }], default);
        stage.Session = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(before, default)).Session;
        Assert.Equal(["youtube.force-ssl"], (await Health(stage)).Missing);
        // Connected before this was kept: nothing is claimed.
        stage.Session = before with { Secrets = before.Secrets.Where(one => one.Key != "granted").ToDictionary() };
        Assert.Null((await Health(stage)).Missing);
    }

    private static async Task<Health> Health(Stage stage) => Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Health!;

    // A later grant for the same token takes the place of the earlier.
    private static Task TakeBack(LabProcess lab, LabAccount account, string scopes = WithoutPosting) => lab.Account(account.Network, default, scopes, account.Token, account.Account);
}
