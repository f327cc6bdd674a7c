using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.LinkedIn;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Meta.Facebook;
using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Meta.Threads;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Practice;
using Stadtfunk.Networks.Telegram;
using Stadtfunk.Networks.X;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>The training network with the rules of each real one.</summary>
public sealed class PracticeLikeBlueskyTests : NetworkContract
{
    protected override Rules Rules => BlueskyNetwork.Network.Rules;

    protected override Task<Stage> Open() => PracticeStage.Open("bluesky");
}

public sealed class PracticeLikeMastodonTests : NetworkContract
{
    protected override Rules Rules => MastodonNetwork.Network.Rules;

    protected override Task<Stage> Open() => PracticeStage.Open("mastodon");
}

public sealed class PracticeLikeTelegramTests : NetworkContract
{
    protected override Rules Rules => TelegramNetwork.Network.Rules;

    // It is the city's own page that shows them.
    protected override bool TakesAlt => true;

    protected override Task<Stage> Open() => PracticeStage.Open("telegram");
}

public sealed class PracticeLikeFacebookTests : NetworkContract
{
    protected override Rules Rules => FacebookNetwork.Network.Rules;

    protected override Task<Stage> Open() => PracticeStage.Open("facebook");
}

public sealed class PracticeLikeThreadsTests : NetworkContract
{
    protected override Rules Rules => ThreadsNetwork.Network.Rules;

    protected override Task<Stage> Open() => PracticeStage.Open("threads");
}

public sealed class PracticeLikeInstagramTests : NetworkContract
{
    protected override Rules Rules => InstagramNetwork.Network.Rules;

    protected override Task<Stage> Open() => PracticeStage.Open("instagram");

    [Fact]
    public async Task Also_in_practice_there_is_no_post_without_a_picture()
    {
        await using var stage = await Open();
        Assert.Equal("Networks.NeedsPicture", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Nur Worte") with { Pictures = [] }, stage.NewKey())).Why.Key);
    }
}

public sealed class PracticeLikeXTests : NetworkContract
{
    protected override Rules Rules => XNetwork.Network.Rules;

    protected override Task<Stage> Open() => PracticeStage.Open("x");
}

public sealed class PracticeLikeLinkedInTests : NetworkContract
{
    protected override Rules Rules => LinkedInNetwork.Network.Rules;

    protected override Task<Stage> Open() => PracticeStage.Open("linkedin");
}

public sealed class PracticeTests
{
    [Fact]
    public async Task It_is_marked_and_its_links_stay_in_the_house()
    {
        await using var stage = await PracticeStage.Open("mastodon");
        Assert.True(stage.Publisher.Network.IsPractice);
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Übung"), stage.NewKey()));
        Assert.StartsWith("http://127.0.0.1:5080/uebungsnetz/stadt-gruenwald/", done.Receipt.Link.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wall_shows_the_newest_first_and_nothing_that_was_deleted()
    {
        await using var stage = await PracticeStage.Open("mastodon");
        foreach (var text in new[] { "eins", "zwei", "drei" })
        {
            await stage.Publish(stage.Post(text), stage.NewKey());
            stage.House.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var two = (await stage.House.With<PracticeWall, IReadOnlyList<PracticePost>>(wall => wall.Of("stadt-gruenwald", default))).Single(x => x.Text == "zwei");
        await stage.Publisher.Send(
            stage.Errand(stage.Post("zwei"), stage.NewKey(), ErrandKind.Delete, new Receipt(two.Id.ToString("N"), new Uri("http://127.0.0.1/x"))), default);
        var shown = await stage.House.With<PracticeWall, IReadOnlyList<PracticePost>>(wall => wall.Of("stadt-gruenwald", default));
        Assert.Equal(["drei", "eins"], shown.Select(x => x.Text));
        Assert.Empty(await stage.House.With<PracticeWall, IReadOnlyList<PracticePost>>(wall => wall.Of("niemand", default)));
    }

    [Fact]
    public async Task The_same_key_at_the_same_moment_is_one_post()
    {
        await using var stage = await PracticeStage.Open("mastodon");
        var (post, key) = (stage.Post("Nur einmal"), stage.NewKey());
        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => stage.Publisher.Send(stage.Errand(post, key), default))));
        Assert.Single(steps.Select(step => Assert.IsType<Step.Done>(step).Receipt).Distinct());
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task What_was_never_sent_is_certainly_absent()
    {
        await using var stage = await PracticeStage.Open("mastodon");
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(stage.Errand(stage.Post("nie"), stage.NewKey()), default));
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("threads")]
    [InlineData("instagram")]
    public async Task A_video_is_practised_where_the_imitated_network_takes_one(string like)
    {
        await using var stage = await PracticeStage.Open(like);
        var rules = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules!;
        Assert.Equal(stage.House.Get<NetworkBook>().Find(like)!.Rules.Video, rules.Video);
        var post = stage.Post("Der Gruß") with { Pictures = [], Video = Movie.Of(TimeSpan.FromSeconds(90)) };
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        Assert.Equal(["▶ 0:01:30 Der Bürgermeister grüßt"], Assert.Single(await stage.Seen()).Alts);
    }

    [Theory]
    [InlineData("", "mastodon", "Networks.Practice.NameMissing")]
    [InlineData("!!!", "mastodon", "Networks.Practice.NameMissing")]
    [InlineData("Stadt", "", "Networks.Practice.RulesUnknown")]
    [InlineData("Stadt", "practice", "Networks.Practice.RulesUnknown")]
    [InlineData("Stadt", "assisted", "Networks.Practice.RulesUnknown")]
    public async Task A_name_and_known_rules_are_needed(string name, string like, string why)
    {
        await using var stage = await PracticeStage.Open("mastodon");
        var fields = new Dictionary<string, string> { ["name"] = name, ["rulesLike"] = like };
        Assert.Equal(why, Assert.IsType<SignInResult.Refused>(await stage.SignIn.WithFields(fields, default)).Why.Key);
    }
}

internal sealed class PracticeStage(House house, Session session) : Stage(house, session)
{
    public override string Key => "practice";

    protected override int LeastPictures => House.Get<NetworkBook>().Find(Session.Secret("rulesLike")) is { Rules.NeedsPicture: true } ? 1 : 0;

    public static async Task<Stage> Open(string like)
    {
        var house = await House.Open();
        var fields = new Dictionary<string, string> { ["name"] = "Stadt Grünwald", ["rulesLike"] = like };
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("practice")!.WithFields(fields, default));
        return new PracticeStage(house, good.Session);
    }

    public override async Task<IReadOnlyList<SeenPost>> Seen() => await House.With<Db, List<SeenPost>>(async db =>
        [.. (await db.Set<PracticePost>().AsNoTracking().Where(x => x.DeletedAt == null && x.Account == Session.AccountId).ToListAsync())
            .Select(x => new SeenPost(x.Id.ToString("N"), x.Text, x.Card, x.Language, [.. x.Pictures.Select(y => y.Alt)]))]);
}
