using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.TikTok;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos, against the Lab's TikTok.</summary>
public sealed class TikTokTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => TikTokNetwork.Network.Rules.With(video: true);

    protected override bool TakesPictures => false;

    protected override bool AnswersInFields => false;

    protected override bool HasLanguage => false;

    protected override bool SaysHowLong => false;

    protected override async Task<Stage> Open() => await TikTokStage.Open(await peers.Lab(default));

    private async Task<TikTokStage> OpenTikTok(object? habits = null, bool audited = true) => await TikTokStage.Open(await peers.Lab(default), audited: audited, habits: habits);

    [Fact]
    public async Task A_video_is_asked_for_brought_and_public_with_its_last_piece()
    {
        await using var stage = await OpenTikTok(new { comments = false });
        var (post, key) = (stage.Post("Gruß aus dem Rathaus", Link), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Equal(["POST creator_info/query", "POST video/init"], stage.Calls.Select(call => call.Name));
        Assert.Empty(await stage.Ledger());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var entry = Assert.Single(await stage.Ledger());
        Assert.Equal(($"https://www.tiktok.com/@{stage.Account.Account}/video/{entry.Id}", entry.Id), (done.Receipt.Link.AbsoluteUri, done.Receipt.RemoteId));
        // What the account does not allow, the post does not either.
        Assert.Equal(("public", "no", "off", post.Video!.Name), (entry.Visibility, entry.More["draft"], entry.More["comments"], entry.Pictures[0].Sha256));
        var kept = Assert.Single(stage.Kept(key), part => part.Value.Contains("upload_token", StringComparison.Ordinal));
        Assert.StartsWith(Errand.Sealed, kept.Key, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Calls, call => call.ToString().Contains("upload_token", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public async Task Whoever_may_not_post_in_public_brings_a_draft_that_a_person_finishes(bool setting, bool audited, bool hidden)
    {
        await using var stage = await OpenTikTok(new { audited, @private = hidden }, setting);
        var (post, key) = (stage.Post("Bitte fertigstellen"), stage.NewKey());
        var first = await stage.Publisher.Prepare(stage.Errand(post, key), default);
        // Only the first call shows that the app is not audited after all.
        Assert.Equal(setting && !audited, first is Step.Waiting);
        if (first is not null)
            Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var waiting = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default));
        Assert.Equal("Networks.TikTok.InInbox", waiting.ForPerson?.Key);
        Assert.Equal(("media", "yes"), (Assert.Single(await stage.Ledger()).Kind, (await stage.Ledger())[0].More["draft"]));
        Assert.Equal("Networks.TikTok.InInbox", Assert.IsType<Step.Waiting>(await stage.Publisher.Poll(stage.Asked(post, key, waiting.Ticket), default)).ForPerson?.Key);
        Assert.Empty(await stage.Seen());
        await TikTokStage.Finish(stage.Lab, stage.Account);
        var done = Assert.IsType<Step.Done>(await stage.Publisher.Poll(stage.Asked(post, key, waiting.Ticket), default));
        Assert.Equal(Assert.Single(await stage.Seen()).Id, done.Receipt.RemoteId);
        var network = stage.House.Get<NetworkBook>().Find("tiktok")!;
        Assert.Equal(setting ? null : "Networks.TikTok.NotAudited", network.Caution);
        // A draft is no refusal.
        Assert.Equal(new Review(setting, setting ? "Networks.TikTok.Review.Passed" : "Networks.TikTok.Review.Open", Refuses: false), network.Review);
    }

    [Fact]
    public async Task It_is_published_when_it_has_an_address_and_after_a_day_without_one_a_person_is_asked()
    {
        await using var stage = await OpenTikTok(new { moderationMs = 3_600_000 });
        var (post, key, sent) = (stage.Post("In Prüfung"), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var ticket = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: sent), default)).Ticket;
        var waiting = Assert.IsType<Step.Waiting>(await stage.Publisher.Poll(stage.Asked(post, key, ticket, sent), default));
        Assert.True(waiting is { ForPerson: null } && waiting.After < TimeSpan.FromMinutes(2));
        // A lookup says the same: accepted, and being worked on.
        Assert.IsType<Step.Waiting>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: sent), default)).Step);
        stage.House.Clock.Advance(TimeSpan.FromHours(25));
        stage.Session = Assert.IsType<SignInResult.Good>(await stage.SignIn.Refresh(stage.Session, default)).Session;
        Assert.IsType<Step.Unknown>(await stage.Publisher.Poll(stage.Asked(post, key, ticket, sent), default));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: sent), default));
        await stage.Behave(new { });
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: sent), default));
    }

    [Fact]
    public async Task A_post_is_called_gone_by_the_age_of_its_receipt_and_not_by_that_of_its_first_call()
    {
        await using var stage = await OpenTikTok(new { });
        var (post, now) = (stage.Post("Gerade fertig"), stage.House.Now);
        // Not listed (yet), after a draft that lay for hours.
        var receipt = new Receipt("7300000000000000001", new Uri("https://www.tiktok.com/@stadt/video/7300000000000000001"));
        Errand After(TimeSpan age) => new(ErrandKind.Publish, stage.NewKey(), post, stage.Session, receipt, null, new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, stage.Calls.Add)
        {
            IntentAt = now.AddHours(-30), SentAt = now.AddHours(-3), PublishedAt = now - age,
        };
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.ReadBack(After(TimeSpan.FromSeconds(2)), default));
        Assert.IsType<Finding.Absent>(await stage.Publisher.ReadBack(After(TimeSpan.FromMinutes(11)), default));
    }

    [Theory]
    [InlineData("file_format_check_failed", "Networks.TikTok.Failed")]
    [InlineData("video_pull_failed", "Networks.Meta.NotFetched")]
    [InlineData("auth_removed", "Networks.SignInLost")]
    public async Task What_TikTok_took_and_then_discarded_is_refused_and_begun_anew_when_somebody_sends_it_again(string reason, string why)
    {
        await using var stage = await OpenTikTok(new { fails = reason });
        var (post, key) = (stage.Post("Verworfen"), stage.NewKey());
        Assert.Equal(why, Assert.IsType<Step.Refused>(await stage.Publish(post, key)).Why.Key);
        Assert.Equal(why, Assert.IsType<Step.Refused>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default)).Step).Why.Key);
        await stage.Behave(new { });
        Assert.IsType<Step.Waiting>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData("creator", 401, "access_token_invalid", "SignInLost", "Networks.SignInLost")]
    [InlineData("creator", 403, "spam_risk_user_banned_from_posting", "Stopped", "Networks.TikTok.Stopped")]
    [InlineData("creator", 403, "reached_active_user_cap", "Later", "Networks.TikTok.DayUsedUp")]
    [InlineData("init", 401, "scope_not_authorized", "SignInLost", "Networks.SignInLost")]
    [InlineData("init", 403, "spam_risk_too_many_posts", "Later", "Networks.TikTok.DayUsedUp")]
    [InlineData("init", 403, "spam_risk_too_many_pending_share", "Later", "Networks.TikTok.TooManyDrafts")]
    [InlineData("init", 403, "spam_risk", "Refused", "Networks.Refused")]
    [InlineData("init", 400, "privacy_level_option_mismatch", "Refused", "Networks.TikTok.NotPublic")]
    [InlineData("init", 400, "invalid_params", "Refused", "Networks.Refused")]
    [InlineData("init", 400, "internal_error", "Later", "Networks.UploadFailed")]
    [InlineData("init", 500, "internal_error", "Later", "Networks.UploadFailed")]
    [InlineData("media", 403, "expired", "Duplicate", "Networks.UploadFailed")]
    public async Task The_word_decides_what_follows(string endpoint, int status, string word, string step, string why)
    {
        await using var stage = await OpenTikTok();
        await stage.Refuse(endpoint, status, word);
        var said = await stage.Publish(stage.Post("Warum nicht?"), stage.NewKey());
        Assert.Equal((step, why), (said.GetType().Name, said.Match(_ => "", _ => "", x => x.Why.Key, x => x.Why.Key, x => x.Why.Key, x => x.Why.Key, x => x.Why.Key, x => x.Why.Key)));
        Assert.Empty(await stage.Seen());
        // What does not get better at once holds the channel for an hour; a full inbox does so until somebody has finished a draft.
        if (said is Step.Later later)
            Assert.Equal(why == "Networks.TikTok.DayUsedUp" ? TimeSpan.FromHours(1) : null, later.After);
        Assert.Contains(stage.Calls, call => call.Code == word);
    }

    [Fact]
    public async Task Allowances_are_TikToks_own()
    {
        await using var stage = await OpenTikTok(new { postsPerDay = 1 });
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Eins"), stage.NewKey()));
        Assert.Equal("Networks.TikTok.DayUsedUp", Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zwei"), stage.NewKey())).Why.Key);
        await using var drafts = await OpenTikTok(new { drafts = 1 }, audited: false);
        Assert.IsType<Step.Waiting>(await drafts.Publish(drafts.Post("Eins"), drafts.NewKey()));
        Assert.Equal("Networks.TikTok.TooManyDrafts", Assert.IsType<Step.Later>(await drafts.Publish(drafts.Post("Zwei"), drafts.NewKey())).Why.Key);
        await TikTokStage.Finish(drafts.Lab, drafts.Account);
        Assert.IsType<Step.Waiting>(await drafts.Publish(drafts.Post("Zwei"), drafts.NewKey()));
    }

    [Fact]
    public async Task How_long_a_video_may_be_the_account_says()
    {
        await using var stage = await OpenTikTok(new { maxSeconds = 60 });
        var good = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default));
        Assert.Equal(TimeSpan.FromSeconds(60), good.Rules!.Video!.Longest);
        Assert.Equal("Networks.TikTok.TooLong", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("90 Sekunden"), stage.NewKey())).Why.Key);
        Assert.Empty(await stage.Ledger());
    }

    [Fact]
    public async Task Where_TikTok_does_not_say_how_much_came_nobody_says_that_nothing_did()
    {
        await using var stage = await OpenTikTok(new { saysBytes = false });
        var (post, key) = (stage.Post("Ungewiss"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default));
    }

    [Fact]
    public async Task Only_a_link_to_a_post_of_this_account_is_a_receipt()
    {
        await using var stage = await OpenTikTok();
        await using var other = await OpenTikTok();
        var theirs = Assert.IsType<Step.Done>(await other.Publish(other.Post("Nicht unseres"), other.NewKey()));
        var ours = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Unseres"), stage.NewKey())).Receipt;
        Assert.Null(await stage.Publisher.ReceiptFor(theirs.Receipt.Link, stage.Session, default));
        foreach (var (link, good) in new[]
        {
            ($"https://www.tiktok.com/@umbenannt/video/{ours.RemoteId}?is_copy_url=1", true), ($"https://m.tiktok.com/@x/video/{ours.RemoteId}", true),
            ($"https://example.org/@x/video/{ours.RemoteId}", false), ("https://www.tiktok.com/@stadt", false), ("https://vm.tiktok.com/ZMabcdef/", false),
        })
            Assert.Equal(good ? ours : null, await stage.Publisher.ReceiptFor(new Uri(link), stage.Session, default));
    }
}
