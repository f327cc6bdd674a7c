using Stadtfunk.Networks.Meta.Threads;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's Threads API.</summary>
public sealed class ThreadsTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => ThreadsNetwork.Network.Rules;

    protected override bool HasLanguage => false;

    // It does, in whole minutes, as Facebook does.
    protected override bool SaysHowLong => false;

    protected override string InLink(string id) => "";

    protected override async Task<Stage> Open() => await ThreadsStage.Open(await peers.Lab(default));

    [Fact]
    public async Task The_receipt_leads_to_the_post_under_its_own_word()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var done = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Guten Morgen"), stage.NewKey()));
        Assert.Equal(Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).Url, done.Receipt.Link.AbsoluteUri);
        // The old name of the site leads there, too.
        var other = new Uri(done.Receipt.Link.AbsoluteUri.Replace("www.threads.com", "threads.net", StringComparison.Ordinal));
        Assert.Equal(done.Receipt, await stage.Publisher.ReceiptFor(other, stage.Session, default));
        Assert.Null(await stage.Publisher.ReceiptFor(new Uri(done.Receipt.Link.AbsoluteUri.Replace("threads", "thraeds", StringComparison.Ordinal)), stage.Session, default));
    }

    [Fact]
    public async Task The_refusal_says_the_networks_reason()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(stage.Post(new string('a', 501)), stage.NewKey())).Why;
        Assert.Equal("Networks.Refused", refused.Key);
        Assert.Contains("500", refused.Args[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 0, "https://www.musterstadt.de/5", false)]
    [InlineData(5, 0, "https://www.musterstadt.de/neu", true)]
    [InlineData(5, 1, "https://www.musterstadt.de/neu", true)]
    [InlineData(4, 1, "https://www.musterstadt.de/neu", false)]
    [InlineData(6, 0, null, true)]
    [InlineData(6, 2, null, true)]
    public async Task Five_different_links_are_taken_whether_they_stand_in_the_text_or_become_the_card(int links, int pictures, string? link, bool refused)
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        // What stands there twice is one link.
        var text = string.Join(", ", Enumerable.Range(1, links).Append(1).Select(number => $"https://www.musterstadt.de/{number}"));
        var post = stage.Post(text, link is null ? null : new Uri(link), pictures);
        Assert.Equal(refused, Rules.Limits!.Over(FullText.Of(text, post.Link, pictures > 0, Rules), post.Link).Any());
        var step = await stage.Publish(post, stage.NewKey());
        Assert.Equal(refused ? "THREADS_API__LINK_LIMIT_EXCEEDED" : null, step is Step.Refused no ? no.Why.Args[1].Split(' ')[^1] : null);
        Assert.Equal(refused ? 0 : 1, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task Twenty_pictures_are_one_carousel_of_the_very_bytes()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var post = stage.Post("Stadtfest", pictures: 20);
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        Assert.Equal(post.Pictures.Select(x => x.Name), Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).Pictures.Select(x => x.Sha256));
        Assert.Equal(20, stage.Host.Fetched.Count);
    }

    [Fact]
    public async Task What_they_still_work_on_is_waited_for_and_asked_for_again()
    {
        await using var lab = await LabProcess.Start([], default);
        await lab.Containers("threads", new { processingMs = 60_000 }, default);
        await using var stage = await ThreadsStage.Open(lab);
        var (post, key) = (stage.Post("Geduld", pictures: 2), stage.NewKey());
        for (var i = 0; i < 2; i++)
            Assert.InRange(Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).After, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        // The pictures are finished, then the carousel of them is worked on.
        await lab.MoveClock(TimeSpan.FromSeconds(61), default);
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await lab.MoveClock(TimeSpan.FromSeconds(122), default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(3, (await lab.Ledger.All(default, "threads", stage.Account.Account, "media")).Count);
        Assert.Equal(2, Assert.Single(await stage.Seen()).Alts.Count);
    }

    [Fact]
    public async Task A_container_that_has_expired_is_made_anew()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await ThreadsStage.Open(lab);
        var (post, key) = (stage.Post("Liegen geblieben", pictures: 2), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await lab.MoveClock(TimeSpan.FromHours(25), default);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(6, (await lab.Ledger.All(default, "threads", stage.Account.Account, "media")).Count);
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData("2207001", false)]
    [InlineData("2207005", true)]
    public async Task A_container_that_comes_to_nothing_is_tried_again_or_refused_by_its_code(string code, bool refused)
    {
        await using var lab = await LabProcess.Start([], default);
        await lab.Containers("threads", new { breaks = code }, default);
        await using var stage = await ThreadsStage.Open(lab);
        var (post, key) = (stage.Post("Kaputt", pictures: 1), stage.NewKey());
        var step = await stage.Publisher.Prepare(stage.Errand(post, key), default);
        Assert.Equal(refused ? typeof(Step.Refused) : typeof(Step.Later), step!.GetType());
        await lab.Containers("threads", new { processingMs = 0 }, default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_container_that_fails_without_a_reason_is_tried_once_more()
    {
        await using var lab = await LabProcess.Start([], default);
        await lab.Containers("threads", new { breaks = "UNKNOWN" }, default);
        await using var stage = await ThreadsStage.Open(lab);
        var (post, key) = (stage.Post("Kaputt", pictures: 1), stage.NewKey());
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Equal("Networks.PictureRefused", Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).Why.Key);
    }

    [Fact]
    public async Task A_picture_that_they_cannot_fetch_is_tried_once_more_and_then_a_person_is_told()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        stage.Host.Failures.Enqueue(503);
        var (post, key) = (stage.Post("Kommt an", pictures: 1), stage.NewKey());
        Assert.Equal("Networks.Meta.NotFetched", Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).Why.Key);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));

        await using var other = await ThreadsStage.Open(stage.Lab);
        // A server that sends elsewhere is none to fetch from.
        other.Host.Failures.Enqueue(302);
        other.Host.Failures.Enqueue(404);
        (post, key) = (other.Post("Kommt nicht an", pictures: 1), other.NewKey());
        Assert.IsType<Step.Later>(await other.Publisher.Prepare(other.Errand(post, key), default));
        var refused = Assert.IsType<Step.Refused>(await other.Publisher.Prepare(other.Errand(post, key), default)).Why;
        Assert.Equal(("Networks.Meta.NotFetched", other.Host.Url.GetLeftPart(UriPartial.Authority)), (refused.Key, refused.Args[1]));
        Assert.Empty(await other.Seen());
    }

    [Theory]
    [InlineData("http://aktuell.musterstadt.de/bilder/ab/cd.jpg")]
    [InlineData("https://stadtfunk/bilder/ab/cd.jpg")]
    [InlineData(null)]
    public async Task A_picture_that_nobody_outside_can_fetch_is_refused_before_any_call(string? address)
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var post = stage.Post("Nur im Haus", pictures: 1);
        post = post with { Pictures = [post.Pictures[0] with { Public = address is null ? null : new Uri(address) }] };
        stage.Calls.Clear();
        Assert.Equal("Networks.Meta.NeedsPublicAddress", Assert.IsType<Step.Refused>(await stage.Publish(post, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
    }

    [Fact]
    public async Task A_loopback_address_is_of_no_use_to_a_network_elsewhere()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        stage.Session = stage.Session with { Server = new Uri("https://graph.threads.net/") };
        Assert.Equal("Networks.Meta.NeedsPublicAddress", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Nur hier", pictures: 1), stage.NewKey())).Why.Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Wherever_the_preparing_is_cut_off_it_goes_on_and_ends_as_one_post(int keeps)
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key, kept, count) = (stage.Post("Unterbrochen", pictures: 2), stage.NewKey(), new Dictionary<string, string>(), 0);
        Errand Row(bool dies) => new(ErrandKind.Publish, key, post, stage.Session, null, null, kept, (name, value, _) =>
        {
            if (dies && count++ == keeps)
                throw new OperationCanceledException("The lease is lost.");
            kept[name] = value;
            return Task.CompletedTask;
        }, _ => { });
        // Two pictures and the whole, each made and then seen finished.
        await Assert.ThrowsAsync<OperationCanceledException>(() => stage.Publisher.Prepare(Row(dies: true), default));
        Assert.Equal(keeps, count - 1);
        Assert.Null(await stage.Publisher.Prepare(Row(dies: false), default));
        Assert.IsType<Step.Done>(await stage.Send(Row(dies: false)));
        Assert.Equal(post.Pictures.Select(x => x.Alt), Assert.Single(await stage.Seen()).Alts);
        // At most the one container whose id was lost was made in vain.
        Assert.InRange((await stage.Lab.Ledger.All(default, "threads", stage.Account.Account, "media")).Count, 3, 4);
    }

    [Fact]
    public async Task A_published_container_is_never_published_again_and_its_post_is_found()
    {
        await using var stage = await ThreadsStage.Open(await peers.Lab(default));
        var (post, key, intent) = (stage.Post("Einmal"), stage.NewKey(), stage.House.Now);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        // As after a crash between the call and its receipt: the same row from the beginning.
        stage.House.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var no = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: no.Why), default)).Receipt);
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_no_to_a_container_that_is_finished_is_a_no_and_one_that_is_not_waits()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await ThreadsStage.Open(lab);
        var (post, key, intent) = (stage.Post("Zu früh"), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Task<Finding> Look(string why) => stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: new Sentence(why, "Threads", "x")), default);
        Assert.IsType<Step.Refused>(Assert.IsType<Finding.Clear>(await Look("Networks.Refused")).Step);
        Assert.IsType<Step.Later>(Assert.IsType<Finding.Clear>(await Look("Networks.PictureProcessing")).Step);
        await lab.MoveClock(TimeSpan.FromHours(25), default);
        var clear = Assert.IsType<Step.Later>(Assert.IsType<Finding.Clear>(await Look("Networks.Refused")).Step);
        Assert.Equal(["container"], clear.Forget);
    }

    [Fact]
    public async Task A_full_day_holds_the_post_before_anything_is_made_but_not_the_channel()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await ThreadsStage.Open(lab);
        await lab.Containers("threads", new { perDay = 3 }, default);
        for (var i = 0; i < 3; i++)
            Assert.IsType<Step.Done>(await stage.Publish(stage.Post($"Nummer {i}"), stage.NewKey()));
        var (before, later) = ((await lab.Ledger.All(default, "threads", kind: "media")).Count, Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zu viel"), stage.NewKey())));
        Assert.Equal(("Networks.Meta.QuotaUsedUp", "3"), (later.Why.Key, later.Why.Args[1]));
        Assert.Null(later.After);
        Assert.Equal(before, (await lab.Ledger.All(default, "threads", kind: "media")).Count);
        await lab.MoveClock(TimeSpan.FromHours(25), default);
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Am Tag danach"), stage.NewKey()));
    }

    [Fact]
    public async Task A_stopped_account_and_a_missing_right_are_told_apart()
    {
        var lab = await peers.Lab(default);
        await using var blocked = await ThreadsStage.Open(lab, "read write blocked");
        Assert.IsType<Step.Stopped>(await blocked.Publish(blocked.Post("Darf ich noch?"), blocked.NewKey()));
        await using var silent = await ThreadsStage.Open(lab, "read");
        Assert.Equal("Networks.NotAllowed", Assert.IsType<Step.Refused>(await silent.Publish(silent.Post("Darf ich?"), silent.NewKey())).Why.Key);
    }
}
