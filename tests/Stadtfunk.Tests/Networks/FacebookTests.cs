using Stadtfunk.Networks.Meta.Facebook;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's Graph API.</summary>
public sealed class FacebookTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => FacebookNetwork.Network.Rules;

    protected override bool KnowsAbsence => false;

    protected override bool EditsAlt => false;

    protected override bool RefusesOtherAlt => true;

    protected override bool HasLanguage => false;

    // It does, in whole minutes: see below.
    protected override bool SaysHowLong => false;

    protected override string InLink(string id) => id[(id.IndexOf('_') + 1)..];

    protected override async Task<Stage> Open() => await FacebookStage.Open(await peers.Lab(default));

    [Theory]
    [InlineData("media", 60, 1)]
    [InlineData("post", 61, 2)]
    [InlineData("post", 1_000_000, 360)]
    public async Task How_long_to_wait_stands_in_the_usage_header(string call, int seconds, int minutes)
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.TooManyRequests, call) { RetrySeconds = seconds });
        Assert.Equal(TimeSpan.FromMinutes(minutes), Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zu schnell", pictures: 1), stage.NewKey())).After);
    }

    [Fact]
    public async Task A_stopped_account_stops_the_channel_and_nothing_is_live()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default), "read write blocked");
        var stopped = Assert.IsType<Step.Stopped>(await stage.Publish(stage.Post("Darf ich noch?"), stage.NewKey()));
        Assert.Equal(("Networks.Meta.Stopped", "Facebook"), (stopped.Why.Key, stopped.Why.Args[0]));
        Assert.IsType<Step.Stopped>(await stage.Publish(stage.Post("Mit Bild?", pictures: 1), stage.NewKey()));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_right_that_is_missing_is_a_refusal_with_what_to_do()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default), "read");
        Assert.Equal("Networks.NotAllowed", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Darf ich?"), stage.NewKey())).Why.Key);
    }

    [Fact]
    public async Task A_token_without_the_apps_proof_is_worth_nothing()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        stage.Session = stage.Session with { Secrets = new Dictionary<string, string>(stage.Session.Secrets) { ["appSecret"] = new string('a', 32) } };
        Assert.Contains("appsecret_proof", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Gestohlen"), stage.NewKey())).Why.Args[1], StringComparison.Ordinal);
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task The_same_words_from_last_week_are_not_taken_for_ours_and_make_a_refusal_certain()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var post = stage.Post("Heute ist Wochenmarkt.");
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        // The server's clock stands elsewhere than ours; only the distance counts.
        stage.House.Clock.Advance(TimeSpan.FromDays(7));
        var (key, intent) = (stage.NewKey(), stage.House.Now.AddDays(7));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default));
        var again = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        var clear = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: again.Why), default));
        Assert.Equal(again.Why, Assert.IsType<Step.Refused>(clear.Step).Why);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task The_same_words_with_other_pictures_are_another_post()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Stadtfest"), stage.NewKey());
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        foreach (var count in new[] { 1, 2, 3 })
        {
            var more = stage.Post("Stadtfest", pictures: count);
            var errand = stage.Errand(more, stage.NewKey(), intentAt: stage.House.Now);
            Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(errand, default));
            var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Stadtfest") with { Pictures = [.. Enumerable.Range(count * 10, count).Select(i => Stage.Picture(i, "neu"))] }, stage.NewKey()));
            Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(errand, default)).Receipt);
        }
    }

    [Fact]
    public async Task Photos_that_lie_about_for_too_long_are_brought_again()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Gestern vorbereitet", pictures: 2), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        stage.House.Clock.Advance(TimeSpan.FromHours(19));
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Equal(2, (await stage.Lab.Ledger.All(default, "facebook", stage.Account.Account, "media")).Count);
        stage.House.Clock.Advance(TimeSpan.FromHours(2));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(4, (await stage.Lab.Ledger.All(default, "facebook", stage.Account.Account, "media")).Count);
        Assert.Equal(post.Pictures.Select(x => x.Alt), Assert.Single(await stage.Seen()).Alts);
    }

    [Fact]
    public async Task Another_alt_text_is_another_photo()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var (post, key) = (stage.Post("Bild", pictures: 1), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Done>(await stage.Publish(post with { Pictures = [post.Pictures[0] with { Alt = "Besser beschrieben" }] }, key));
        Assert.Equal(["Besser beschrieben"], Assert.Single(await stage.Seen()).Alts);
    }

    [Fact]
    public async Task The_pictures_of_a_live_post_stay_as_they_are()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Zwei", pictures: 2), stage.NewKey()));
        var step = await stage.Publisher.Prepare(stage.Errand(stage.Post("Eins", pictures: 1), stage.NewKey(), ErrandKind.Edit, done.Receipt), default);
        Assert.Equal("Networks.Facebook.PicturesStay", Assert.IsType<Step.Refused>(step).Why.Key);
    }

    [Theory]
    [InlineData(null, 0, null, 1)]
    [InlineData("https://www.musterstadt.de/a", 0, "https://www.musterstadt.de/b", 0)]
    [InlineData("https://www.musterstadt.de/a", 0, null, 0)]
    [InlineData(null, 0, "https://www.musterstadt.de/b", 0)]
    [InlineData("https://www.musterstadt.de/a", 0, "https://www.musterstadt.de/a", 2)]
    public async Task An_edit_that_Facebook_would_not_show_is_refused(string? link, int pictures, string? other, int otherPictures)
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        Outgoing Of(string text, string? address, int count) => stage.Post(text, address is null ? null : new Uri(address), count);
        var done = Assert.IsType<Step.Done>(await stage.Publish(Of("Vorher", link, pictures), stage.NewKey()));
        Task<Step?> Edit(Outgoing post) => stage.Publisher.Prepare(stage.Errand(post, stage.NewKey(), ErrandKind.Edit, done.Receipt), default);
        Assert.Equal("Networks.Facebook.PicturesStay", Assert.IsType<Step.Refused>(await Edit(Of("Nachher", other, otherPictures))).Why.Key);
        Assert.Null(await Edit(Of("Nachher", link, pictures)));
    }

    [Fact]
    public async Task Under_pictures_the_link_stands_in_the_text_and_can_be_edited()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Fest", Link, pictures: 1), stage.NewKey()));
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(stage.Post("Fest", new Uri("https://www.musterstadt.de/neu"), pictures: 1), stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
    }

    [Fact]
    public async Task A_deletion_that_is_not_allowed_is_none_though_it_sounds_like_a_post_that_is_gone()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default), "read write:posts");
        var (post, key) = (stage.Post("Bleibt"), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var unclear = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, ErrandKind.Delete, done.Receipt), default));
        Assert.Equal("Networks.NotAllowed", unclear.Why.Key);
        var clear = Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, ErrandKind.Delete, done.Receipt, refusal: unclear.Why), default));
        Assert.Equal(unclear.Why, Assert.IsType<Step.Refused>(clear.Step).Why);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_post_without_words_is_not_taken_for_ours()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var (post, intent) = (stage.Post("", pictures: 1), stage.House.Now);
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, stage.NewKey(), intentAt: intent), default));
    }

    [Theory]
    [InlineData("permalink.php?story_fbid=pfbid0Zwei&id=4711", 2)]
    [InlineData("permalink.php?rdid=x&id=4711&story_fbid=pfbid0Zwei", 2)]
    [InlineData("permalink.php?story_fbid=pfbid0Drei&id=4711", 0)]
    [InlineData("permalink.php?story_fbid=pfbid0Zwei&id=4712", 0)]
    [InlineData("permalink.php", 0)]
    [InlineData("photo.php?fbid=815&set=a.1&type=3", 3)]
    [InlineData("photo.php?fbid=816&set=a.1&type=3", 0)]
    [InlineData("stadt/posts/pfbid0Vier/?__tn__=R", 4)]
    public async Task A_link_that_names_its_post_behind_the_question_mark_leads_to_that_one(string link, int number)
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var links = new[] { "permalink.php?story_fbid=pfbid0Eins&id=4711", "permalink.php?story_fbid=pfbid0Zwei&id=4711", "photo.php?fbid=815", "stadt/posts/pfbid0Vier" };
        var list = System.Text.Json.JsonSerializer.Serialize(new
        {
            data = links.Select((one, index) => new { id = $"4711_{index + 1}", message = "x", created_time = "2026-11-23T08:00:00+0000", permalink_url = $"https://www.facebook.com/{one}" }),
        });
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "timeline") { Status = 200, Body = list });
        var receipt = await stage.Publisher.ReceiptFor(new Uri($"https://www.facebook.com/{link}"), stage.Session, default);
        Assert.Equal(number == 0 ? null : $"4711_{number}", receipt?.RemoteId);
    }

    [Fact]
    public async Task An_edit_of_a_post_that_is_gone_is_refused()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        var gone = new Receipt($"{stage.Session.AccountId}_1", new Uri("https://www.facebook.com/1"));
        Assert.Equal("Networks.PostGone", Assert.IsType<Step.Refused>(await stage.Publisher.Send(stage.Errand(stage.Post("Zu spät"), stage.NewKey(), ErrandKind.Edit, gone), default)).Why.Key);
    }

    [Fact]
    public async Task Only_a_post_of_this_page_is_a_receipt_however_its_link_is_written()
    {
        await using var stage = await FacebookStage.Open(await peers.Lab(default));
        await using var other = await FacebookStage.Open(stage.Lab);
        var ours = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Meins"), stage.NewKey())).Receipt;
        var theirs = Assert.IsType<Step.Done>(await other.Publish(other.Post("Ihres", pictures: 1), other.NewKey())).Receipt;
        var number = ours.RemoteId.Split('_')[1];
        foreach (var link in new[] { ours.Link.AbsoluteUri, $"https://m.facebook.com/stadt/posts/{number}/", $"https://www.facebook.com/permalink.php?story_fbid={number}&id={stage.Session.AccountId}" })
            Assert.Equal(ours, await stage.Publisher.ReceiptFor(new Uri(link), stage.Session, default));
        foreach (var link in new[] { theirs.Link.AbsoluteUri, $"https://facebook.example.org/stadt/posts/{number}", "https://www.facebook.com/stadt/posts/pfbid0abc" })
            Assert.Null(await stage.Publisher.ReceiptFor(new Uri(link), stage.Session, default));
    }
}
