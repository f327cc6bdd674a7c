using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A video on its way to a network that fetches it, works on it, and then publishes it by one call.</summary>
public abstract class ContainerVideoContract
{
    private protected abstract VideoRules Rules { get; }

    private protected abstract Task<ContainerStage> Open(LabProcess? own = null, string? scopes = null);

    private protected Outgoing Post(ContainerStage stage, string text, TimeSpan? length = null) => With(stage, text, Movie.Of(length ?? TimeSpan.FromSeconds(60)));

    private protected Outgoing With(ContainerStage stage, string text, OutgoingVideo video) => stage.Post(text) with
    {
        Pictures = [],
        Video = stage.Host.Show(video) with { Poster = Rules.TakesPoster ? stage.PictureOf(1, "Der Bürgermeister grüßt") : null },
    };

    [Fact]
    public async Task A_video_goes_out_as_what_it_is_is_found_and_deleted()
    {
        await using var stage = await Open();
        var (post, key, intent) = (Post(stage, "Der Gruß zum Advent."), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Empty(await stage.Seen());
        var done = Assert.IsType<Step.Done>(await stage.Send(stage.Errand(post, key, intentAt: intent)));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal((entry.Id, entry.Url), (done.Receipt.RemoteId, done.Receipt.Link.AbsoluteUri));
        Assert.Equal(("Der Gruß zum Advent.", post.Video!.Name, "video/mp4", post.Video.Bytes), (entry.Text, entry.Pictures[0].Sha256, entry.Pictures[0].Type, entry.Pictures[0].Bytes));
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default)).Receipt);
        Assert.Equal(done.Receipt, await stage.Publisher.ReceiptFor(done.Receipt.Link, stage.Session, default));
        Assert.IsType<Step.Refused>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
        var away = stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt);
        Assert.IsType<Finding.Found>(await stage.Publisher.ReadBack(away, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(away, default));
        Assert.IsType<Finding.Absent>(await stage.Publisher.ReadBack(away, default));
    }

    [Fact]
    public async Task What_they_still_work_on_is_waited_for_and_fetched_once()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await Open(lab);
        await lab.Containers(stage.Key, new { processingMs = 300_000 }, default);
        var (post, key) = (Post(stage, "In Arbeit"), stage.NewKey());
        for (var i = 0; i < 3; i++)
            Assert.InRange(Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).After, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2));
        await lab.MoveClock(TimeSpan.FromSeconds(301), default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Made());
        Assert.Single(stage.Host.Fetched, path => path.StartsWith("/videos/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_has_expired_before_it_was_published_is_brought_anew()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await Open(lab);
        var (post, key) = (Post(stage, "Liegen geblieben"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await lab.MoveClock(TimeSpan.FromHours(25), default);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(2, (await stage.Made()).Count);
        Assert.Single(await stage.Seen());
    }

    /// <summary>The desk says it before anybody submits it; this is what follows if it did not.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Our_limit_is_theirs(int over, bool goes)
    {
        await using var stage = await Open();
        var (post, key) = (Post(stage, "Bis zum Ende", Rules.Longest + TimeSpan.FromSeconds(over)), stage.NewKey());
        var video = post.Video!;
        Assert.Equal(goes ? [] : [VideoFault.TooLong], Rules.Faults(video.MediaType, video.Width, video.Height, video.Length, video.Bytes));
        await Ends(stage, post, key, goes);
    }

    [Fact]
    public async Task What_is_no_film_is_refused_in_their_words()
    {
        await using var stage = await Open();
        var broken = new byte[5000];
        await Ends(stage, With(stage, "Kein Film", Movie.Of(broken, TimeSpan.FromSeconds(60), 1080, 1920)), stage.NewKey(), goes: false);
    }

    // Whatever failed without a number of its own is tried once more.
    private static async Task Ends(ContainerStage stage, Outgoing post, string key, bool goes)
    {
        var step = await stage.Publish(post, key) is var first and not Step.Later ? first : await stage.Publish(post, key);
        if (goes)
            Assert.IsType<Step.Done>(step);
        else
            Assert.Equal("Networks.VideoRefused", Assert.IsType<Step.Refused>(step).Why.Key);
        Assert.Equal(goes ? 1 : 0, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task A_video_that_they_cannot_fetch_is_tried_once_more_and_then_a_person_is_told()
    {
        await using var stage = await Open();
        stage.Host.Failures.Enqueue(503);
        var (post, key) = (Post(stage, "Kommt an"), stage.NewKey());
        Assert.Equal("Networks.Meta.NotFetched", Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).Why.Key);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));

        // A network that says that a video could not be fetched may also mean the cover: both come from us.
        foreach (var status in new[] { 404, 302, 404, 302 })
            stage.Host.Failures.Enqueue(status);
        (post, key) = (Post(stage, "Kommt nicht an"), stage.NewKey());
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var refused = Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).Why;
        Assert.Equal(("Networks.Meta.NotFetched", stage.Host.Url.GetLeftPart(UriPartial.Authority)), (refused.Key, refused.Args[1]));
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData("http://aktuell.musterstadt.de/videos/ab/cd.mp4")]
    [InlineData("https://stadtfunk/videos/ab/cd.mp4")]
    [InlineData(null)]
    public async Task A_video_that_nobody_outside_can_fetch_is_refused_before_any_call(string? address)
    {
        await using var stage = await Open();
        var post = Post(stage, "Nur im Haus");
        post = post with { Video = post.Video! with { Public = address is null ? null : new Uri(address) } };
        stage.Calls.Clear();
        Assert.Equal("Networks.Meta.NeedsPublicAddress", Assert.IsType<Step.Refused>(await stage.Publish(post, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
    }

    [Theory]
    [InlineData("media", LabFaultKind.Error, "Later")]
    [InlineData("media", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("media", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("read", LabFaultKind.Error, "Later")]
    [InlineData("read", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("read", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("post", LabFaultKind.Error, "Unknown")]
    [InlineData("post", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("post", LabFaultKind.TokenExpired, "SignInLost")]
    public async Task What_goes_wrong_on_the_way_decides_what_follows_and_the_same_row_goes_out_afterwards(string endpoint, LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        var (post, key) = (Post(stage, "Warum nicht?"), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(kind, endpoint));
        Assert.Equal(expected, (await stage.Publish(post, key)).GetType().Name);
        Assert.Empty(await stage.Seen());
        await stage.Mend();
        stage.House.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData("quota", false)]
    [InlineData("quota", true)]
    [InlineData("media", false)]
    [InlineData("media", true)]
    [InlineData("read", false)]
    [InlineData("read", true)]
    [InlineData("post", false)]
    [InlineData("post", true)]
    [InlineData("timeline", false)]
    public async Task An_answer_that_is_lost_at_any_call_leads_to_one_post(string endpoint, bool accepted)
    {
        await using var stage = await Open();
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, endpoint, accepted, Count: 1));
        // The list is only read when nobody knows what became of the call before.
        if (endpoint == "timeline")
            await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "post", After: true, Count: 1));
        await Through(stage, Post(stage, "Ob das ankommt?"), () => false, () => false);
        Assert.Equal(endpoint == "timeline" ? 2 : 1, await stage.SpoiledCalls());
        Assert.InRange((await stage.Made()).Count, 1, endpoint == "media" && accepted ? 2 : 1);
    }

    /// <summary>Allowance, container, its state, publishing, where the post stands.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task A_process_that_dies_after_any_call_goes_on_to_one_post(int dies)
    {
        await using var stage = await Open();
        var calls = 0;
        await Through(stage, Post(stage, "Unterbrochen"), () => false, () => ++calls == dies);
        Assert.True(calls >= dies);
        Assert.InRange((await stage.Made()).Count, 1, dies == 2 ? 2 : 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_lease_that_is_lost_at_any_part_goes_on_to_one_post(int dies)
    {
        await using var stage = await Open();
        var keeps = 0;
        await Through(stage, Post(stage, "Verloren"), () => ++keeps == dies, () => false);
        Assert.True(keeps > dies);
        Assert.InRange((await stage.Made()).Count, 1, dies == 1 ? 2 : 1);
    }

    /// <summary>As the courier does it with one row, from the beginning until it is out. What nobody can tell is asked again until somebody can.</summary>
    private static async Task Through(ContainerStage stage, Outgoing post, Func<bool> keeps, Func<bool> calls)
    {
        var receipt = await RowWalk.Through(stage, post, stage.NewKey(), keeps, calls);
        Assert.Equal(receipt?.RemoteId, Assert.Single(await stage.Seen()).Id);
        Assert.Equal(post.Video!.Name, (await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures[0].Sha256);
    }

    [Fact]
    public async Task A_stopped_account_stops_the_channel()
    {
        await using var stage = await Open(scopes: "read write blocked");
        Assert.IsType<Step.Stopped>(await stage.Publish(Post(stage, "Darf ich noch?"), stage.NewKey()));
    }
}
