using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's Mastodon, with the limits of a server that changed nothing.</summary>
public sealed class MastodonTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => MastodonNetwork.Network.Rules;

    protected override async Task<Stage> Open() => await MastodonStage.Open(await peers.Lab(default));

    [Fact]
    public async Task Focus_visibility_and_key_arrive()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var key = stage.NewKey();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Leise", pictures: 1) with { Visibility = "unlisted" }, key));
        var post = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal(("unlisted", key, "0.25,-0.5"), (post.Visibility, post.Key, post.Pictures[0].Focus));
    }

    [Fact]
    public async Task Remote_mentions_and_long_addresses_count_as_the_server_counts_them()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var text = "@feuerwehr@social.musterstadt.example https://www.musterstadt.de/" + new string('x', 300) + " ";
        text += new string('a', Rules.MaxText - Count.Of(text, Rules));
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post(text), stage.NewKey()));
        Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(text + "a"), stage.NewKey()));
        var found = await stage.Publisher.LookUp(stage.Errand(stage.Post(text), stage.NewKey(), intentAt: stage.House.Now), default);
        Assert.IsType<Finding.Found>(found);
    }

    [Fact]
    public async Task The_refusal_says_the_servers_reason()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(new string('a', 501)), stage.NewKey()));
        Assert.Equal("Networks.Mastodon.TextRefused", refused.Why.Key);
        Assert.Contains("500", refused.Why.Args[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duplicate_refusal_is_told_apart()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Duplicate, "post"));
        Assert.IsType<Step.Duplicate>(await stage.Publish(stage.Post("Doppelt"), stage.NewKey()));
    }

    [Fact]
    public async Task A_missing_right_is_refused_with_what_to_do()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default), scopes: "profile read:statuses write:media");
        Assert.Equal("Networks.NotAllowed", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Darf ich?"), stage.NewKey())).Why.Key);
    }

    [Fact]
    public async Task The_same_words_from_last_week_are_not_taken_for_ours()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var post = stage.Post("Heute ist Wochenmarkt.");
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        // The server's clock stands elsewhere than ours; only the distance counts.
        stage.House.Clock.Advance(TimeSpan.FromDays(7));
        var intent = stage.House.Now.AddDays(7);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, stage.NewKey(), intentAt: intent), default));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(40, true)]
    [InlineData(49 * 60, true)]
    [InlineData(51 * 60, false)]
    public async Task Sending_again_is_allowed_only_while_the_server_surely_keeps_the_key(int seconds, bool absent)
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var errand = stage.Errand(stage.Post("Nie angekommen"), stage.NewKey(), intentAt: stage.House.Now);
        stage.House.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(absent, await stage.Publisher.LookUp(errand, default) is Finding.Absent);
    }

    [Fact]
    public async Task A_server_that_is_not_known_to_honour_keys_never_says_absent()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        stage.Session = stage.Session with { Secrets = new Dictionary<string, string>(stage.Session.Secrets) { ["honoursKeys"] = "no" } };
        var errand = stage.Errand(stage.Post("Nie angekommen"), stage.NewKey(), intentAt: stage.House.Now);
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal("Networks.NotSeen", Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(errand, default)).Why.Key);
    }

    [Fact]
    public async Task A_picture_that_waited_long_is_asked_for_and_uploaded_again_when_it_is_gone()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Lange gewartet", pictures: 2), stage.NewKey());
        var errand = stage.Errand(post, key);
        Assert.Null(await stage.Publisher.Prepare(errand, default));
        var thrownAway = $"media:{post.Pictures[0].Name}";
        await errand.Keep(thrownAway, errand.Parts[thrownAway].Split(' ')[0] + " 4711", default);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(post.Pictures.Select(x => x.Alt), Assert.Single(await stage.Seen()).Alts);
        Assert.Equal(3, (await stage.Lab.Ledger.All(default, "mastodon", stage.Account.Account, "media")).Count);
    }

    [Fact]
    public async Task An_edit_keeps_pictures_that_are_there_and_uploads_new_ones()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Zwei", pictures: 2), stage.NewKey()));
        var errand = stage.Errand(
            stage.Post("Drei") with { Pictures = [Stage.Picture(1, "neu beschrieben"), Stage.Picture(3, "drittes")] }, stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.Null(await stage.Publisher.Prepare(errand, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(errand, default));
        Assert.Equal(["neu beschrieben", "drittes"], Assert.Single(await stage.Seen()).Alts);
        var uploads = await stage.Lab.Ledger.All(default, "mastodon", stage.Account.Account, "media");
        Assert.Equal(3, uploads.Select(upload => upload.Id).Distinct().Count());
    }

    [Fact]
    public async Task An_edit_of_a_post_that_is_gone_is_refused()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        var gone = new Receipt("1", new Uri(stage.Session.Server, "@x/1"));
        var errand = stage.Errand(stage.Post("Zu spät"), stage.NewKey(), ErrandKind.Edit, gone);
        Assert.Equal("Networks.PostGone", Assert.IsType<Step.Refused>(await stage.Publisher.Send(errand, default)).Why.Key);
    }

    [Fact]
    public async Task A_post_of_somebody_else_is_no_receipt_of_ours()
    {
        await using var stage = await MastodonStage.Open(await peers.Lab(default));
        await using var other = await MastodonStage.Open(stage.Lab);
        var theirs = Assert.IsType<Step.Done>(await other.Publish(other.Post("Meins"), other.NewKey()));
        Assert.Null(await stage.Publisher.ReceiptFor(theirs.Receipt.Link, stage.Session, default));
    }
}
