using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos on the Lab's Mastodon: brought whole in one call, worked on there, and then part of one post.</summary>
public sealed class MastodonVideoTests(Peers peers)
{
    private static Outgoing With(Outgoing post) => post with { Video = YouTubeStage.VideoOf(new MemoryStream(YouTubeStage.Small)) };

    private async Task<MastodonStage> Open() => await MastodonStage.Open(await peers.Lab(default));

    private static Task<IReadOnlyList<LabEntry>> Media(MastodonStage stage) => stage.Lab.Ledger.All(default, "mastodon", stage.Account.Account, "media");

    [Fact]
    public async Task A_video_goes_out_with_its_words_and_still_and_an_edit_brings_it_no_second_time()
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Der Gruß zum Advent.")), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var video = Assert.Single(Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).Pictures);
        Assert.Equal(("video/mp4", post.Video!.Name, post.Video.Alt), (video.Type, video.Sha256, video.Alt));
        Assert.Equal(post.Video.Poster!.Name, Assert.Single(await Media(stage)).More["thumbnail"]);
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default)).Receipt);

        // An edit is a row of its own; what is live it has from the row that published it.
        var kept = new Dictionary<string, string>();
        var better = With(stage.Post("Ohne Fehler.")) with { Video = post.Video with { Alt = "Die Bürgermeisterin grüßt" } };
        var edit = new Errand(ErrandKind.Edit, stage.NewKey(), better, stage.Session, done.Receipt, null, kept, (name, value, _) => { kept[name] = value; return Task.CompletedTask; }, stage.Calls.Add) { PartsOfLive = stage.Parts };
        Assert.Null(await stage.Publisher.Prepare(edit, default));
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(edit, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(edit, default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(edit, default));
        var seen = Assert.Single(await stage.Seen());
        Assert.Equal(("Ohne Fehler.", "Die Bürgermeisterin grüßt"), (seen.Text, Assert.Single(seen.Alts)));
        Assert.Single((await Media(stage)).Select(entry => entry.Id).Distinct());

        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(better, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_large_video_cut_twice_is_brought_again_from_its_beginning_and_becomes_one_post()
    {
        await using var stage = await Open();
        var film = new Film(60_000_003);
        var (post, key) = (film.In(stage.Post("Lang")), stage.NewKey());
        foreach (var at in new[] { 30_000_000L, 59_900_000L })
        {
            using var stop = new CancellationTokenSource();
            film.Cut = (at, stop);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Prepare(stage.Errand(post, key), stop.Token));
        }
        Assert.Empty(await Media(stage));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(60_000_003, Assert.Single(Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).Pictures).Bytes);
        // The lease was renewed on the way, and never more than a bite was in hand.
        Assert.Equal("60000003", stage.Parts["sent"]);
        Assert.InRange(film.Largest, 1, 128 * 1024);
    }

    [Fact]
    public async Task A_lease_that_is_lost_on_the_way_ends_the_upload()
    {
        await using var stage = await Open();
        var film = new Film(20_000_000);
        var errand = new Errand(ErrandKind.Publish, stage.NewKey(), film.In(stage.Post("Verloren")), stage.Session, null, null, new Dictionary<string, string>(),
            (_, value, _) => value == "8388608" ? Task.FromException(new OperationCanceledException("The lease is lost.")) : Task.CompletedTask, stage.Calls.Add);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Prepare(errand, default));
        Assert.Equal(8_388_608, film.Read0);
        Assert.Empty(await Media(stage));
    }

    [Theory]
    [InlineData(LabFaultKind.Error, true, "Later")]
    [InlineData(LabFaultKind.Reset, true, "Later")]
    [InlineData(LabFaultKind.HalfUpload, false, "Later")]
    [InlineData(LabFaultKind.TooManyRequests, false, "Later")]
    [InlineData(LabFaultKind.TokenExpired, false, "SignInLost")]
    public async Task What_goes_wrong_with_the_upload_is_tried_again(LabFaultKind kind, bool after, string expected)
    {
        await using var stage = await Open();
        var film = new Film(5_000_000);
        var (post, key) = (film.In(stage.Post("Noch einmal")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(kind, "media", after));
        var step = await stage.Publisher.Prepare(stage.Errand(post, key), default);
        Assert.Equal(expected, step!.GetType().Name);
        if (kind == LabFaultKind.TooManyRequests)
            Assert.InRange(((Step.Later)step).After!.Value.TotalSeconds, 1, 60);
        await stage.Mend();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publish_call_without_an_answer_is_looked_up(bool accepted)
    {
        await using var stage = await Open();
        var (post, key, intent) = (With(stage.Post("Ob das ankommt?")), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Spoil(Spot.Publish, Trouble.Reset, accepted);
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        await stage.Mend();
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        var finding = await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default);
        Assert.IsType(accepted ? typeof(Finding.Found) : typeof(Finding.Absent), finding);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_server_works_on_a_video_for_a_while_and_may_say_at_the_end_that_it_is_none()
    {
        await using var lab = await LabProcess.Start([], default);
        await lab.Configure("mastodon", new { mediaProcessingMs = 60_000 }, default);
        await using var stage = await MastodonStage.Open(lab);
        var (post, key) = (With(stage.Post("In Arbeit")), stage.NewKey());
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await lab.MoveClock(TimeSpan.FromMinutes(2), default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await Media(stage));

        await lab.Configure("mastodon", new { mediaProcessingMs = 60_000, videosFail = true }, default);
        var film = new Film(4000);
        var odd = film.In(stage.Post("Kein Video"));
        var other = stage.NewKey();
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(odd, other), default));
        await lab.MoveClock(TimeSpan.FromMinutes(4), default);
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(odd, other));
        Assert.Equal(("Networks.VideoRefused", "Error processing thumbnail for uploaded media"), (refused.Why.Key, refused.Why.Args[1]));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task How_large_a_video_may_be_and_whether_any_is_taken_the_server_says()
    {
        await using var lab = await LabProcess.Start([], default);
        await lab.Configure("mastodon", new { videoBytes = 2_000_000, videoPixels = 1_000_000 }, default);
        await using var stage = await MastodonStage.Open(lab);
        var video = Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules!.Video!;
        Assert.Equal((2_000_000L, 1_000_000L, false), (video.MaxBytes, video.MaxPixels, video.TakesSubtitles));
        Assert.Equal([VideoFault.TooLarge, VideoFault.TooManyPixels], video.Faults("video/mp4", 1920, 1080, TimeSpan.FromSeconds(5), 2_000_001));
        Assert.Empty(video.Faults("video/mp4", 1280, 720, TimeSpan.FromSeconds(5), 2_000_000));
        // A server that has changed its mind since says so itself.
        Assert.Equal("Networks.VideoRefused", Assert.IsType<Step.Refused>(await stage.Publish(new Film(3_000_000).In(stage.Post("Zu groß")), stage.NewKey())).Why.Key);
        await lab.Configure("mastodon", new { takesVideos = false }, default);
        Assert.Null(Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules!.Video);
    }
}
