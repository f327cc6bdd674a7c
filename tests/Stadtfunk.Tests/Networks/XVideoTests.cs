using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;
using Stadtfunk.Networks.X;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos on the Lab's X: brought in segments, worked on there, and then part of one post.</summary>
public sealed class XVideoTests(Peers peers)
{
    private const int Segment = 1024 * 1024;

    private static Outgoing With(Outgoing post) => post with { Video = YouTubeStage.VideoOf(new MemoryStream(YouTubeStage.Small)) };

    private async Task<XStage> Open() => await XStage.Open(await peers.Lab(default));

    private static async Task<int> Videos(XStage stage) =>
        (await stage.Lab.Ledger.All(default, "x", stage.Account.Account, "media")).Where(entry => entry.Pictures[0].Type == "video/mp4").Select(entry => entry.Id).Distinct().Count();

    [Fact]
    public async Task A_video_goes_out_with_subtitles_and_words_is_found_and_deleted()
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Der Gruß zum Advent.")), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Empty(await stage.Seen());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        var video = Assert.Single(entry.Pictures);
        Assert.Equal(("video/mp4", post.Video!.Name, post.Video.Alt), (video.Type, video.Sha256, video.Alt));
        Assert.Equal($"DE={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SubRip.Of(YouTubeStage.Subtitles))))}", entry.More["subtitles"]);
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default)).Receipt);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post with { Video = null }, key, intentAt: stage.House.Now), default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_large_video_cut_three_times_becomes_one_and_only_what_was_cut_is_sent_again()
    {
        await using var stage = await Open();
        var film = new Film(80_000_003);
        var (post, key) = (film.In(stage.Post("Lang")), stage.NewKey());
        var cuts = new Queue<long>([10_000_000, 50_000_000, 79_900_000]);
        var percents = new List<int>();
        Step? step = new Step.Waiting("", TimeSpan.Zero);
        for (var turn = 0; turn < 20 && step is not null; turn++)
        {
            using var stop = new CancellationTokenSource();
            film.Cut = film.Cut is { } open ? (open.At, stop) : cuts.TryDequeue(out var at) ? (at, stop) : null;
            try
            {
                step = await stage.Publisher.Prepare(stage.Errand(post, key), stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                continue;
            }
            if (step is not null)
                percents.Add(Assert.IsType<Step.Waiting>(step).Percent!.Value);
        }
        Assert.Empty(cuts);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(80_000_003, Assert.Single((await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures).Bytes);
        Assert.Equal(1, await Videos(stage));
        Assert.Equal(percents.Order(), percents);
        Assert.InRange(film.Read0, 80_000_003, 80_000_003 + (3 * Segment));
        Assert.InRange(film.Largest, 1, 128 * 1024);
    }

    [Theory]
    [InlineData("upload")]
    [InlineData("media")]
    [InlineData("finish")]
    [InlineData("media-state")]
    [InlineData("captions")]
    [InlineData("media-edit")]
    public async Task A_call_whose_answer_was_lost_is_made_again_and_there_is_one_post(string endpoint)
    {
        await using var stage = await Open();
        var (post, key) = (new Film(Segment + 5000).In(stage.Post("Verschluckt")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, endpoint, After: true, Count: 1));
        Assert.IsType<Step.Later>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
        Assert.Equal(1, await Videos(stage));
    }

    [Theory]
    [InlineData("media", LabFaultKind.Error, "Later")]
    [InlineData("media", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("media", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("finish", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("captions", LabFaultKind.Duplicate, "Refused")]
    [InlineData("media-edit", LabFaultKind.Duplicate, "Done")]
    [InlineData("post", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("post", LabFaultKind.Error, "Unknown")]
    [InlineData("post", LabFaultKind.Duplicate, "Duplicate")]
    public async Task What_goes_wrong_on_the_way_decides_what_follows(string endpoint, LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        await OnTheWay.Decides(stage, stage.Lab, stage.Account, With(stage.Post("Warum nicht?")), new LabFault(kind, endpoint), expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publish_call_without_an_answer_is_looked_for_in_the_timeline(bool accepted)
    {
        await using var stage = await Open();
        var (post, key, intent) = (With(stage.Post("Ob das ankommt?")), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Spoil(Spot.Publish, Trouble.Reset, accepted);
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        await stage.Mend();
        Assert.Equal(accepted, await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default) is Finding.Found);
        Assert.Equal(accepted ? 1 : 0, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task A_video_is_waited_for_and_one_that_X_cannot_read_is_refused()
    {
        await using var stage = await Open();
        (await stage.Lab.Http.PutAsJsonAsync($"lab/x/{stage.Account.Account}", new { processingMs = 3_600_000 })).EnsureSuccessStatusCode();
        var (post, key) = (With(stage.Post("In Arbeit")), stage.NewKey());
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).After);
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        (await stage.Lab.Http.PutAsJsonAsync($"lab/x/{stage.Account.Account}", new { })).EnsureSuccessStatusCode();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var odd = stage.Post("Kein Video") with { Video = YouTubeStage.VideoOf(new MemoryStream(new byte[3000])) };
        Assert.Equal("Networks.VideoRefused", Assert.IsType<Step.Refused>(await stage.Publish(odd, stage.NewKey())).Why.Key);
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_video_of_which_no_work_is_spoken_is_ready(bool lost)
    {
        await using var stage = await Open();
        (await stage.Lab.Http.PutAsJsonAsync($"lab/x/{stage.Account.Account}", new { atOnce = true })).EnsureSuccessStatusCode();
        var (post, key) = (With(stage.Post("Gleich fertig")), stage.NewKey());
        if (lost)
        {
            await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "finish", After: true, Count: 1));
            Assert.IsType<Step.Later>(await stage.Publish(post, key));
        }
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_video_that_X_has_no_longer_or_not_whole_is_brought_anew()
    {
        await using var stage = await Open();
        var (post, key) = (new Film((2 * Segment) + 5000).In(stage.Post("Vergessen")), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var kept = stage.Parts["video"].Split(' ');
        await stage.Errand(post, key).Keep("video", $"{kept[0]} {kept[1]} 4711 ready", default);
        var later = Assert.IsType<Step.Later>(await stage.Publisher.Send(stage.Errand(post, key), default));
        foreach (var part in later.Forget)
            await stage.Errand(post, key).Keep(part, "", default);
        // As if a segment had been taken for one that was sent.
        await stage.Publisher.Prepare(stage.Errand(post, key), default);
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "media"));
        await stage.Errand(post, key).Keep("video", "", default);
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Mend();
        kept = stage.Parts["video"].Split(' ');
        await stage.Errand(post, key).Keep("video", $"{kept[0]} {kept[1]} {kept[2]} 1", default);
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_before_the_upload_and_a_video_out_of_the_limits_before_that()
    {
        await using var stage = await Open();
        var film = new Film(5000);
        Assert.Equal("Networks.TextTooLong", Assert.IsType<Step.Refused>(await stage.Publish(film.In(stage.Post(new string('a', 281))), stage.NewKey())).Why.Key);
        Assert.Equal(0, film.Read0);
        var rules = XNetwork.Network.Rules.Video!;
        Assert.Equal([VideoFault.TooLarge, VideoFault.TooLong, VideoFault.Shape], rules.Faults("video/mp4", 400, 1600, TimeSpan.FromSeconds(141), 512_000_001));
        Assert.Equal([VideoFault.TooShort], rules.Faults("video/mp4", 1920, 640, TimeSpan.FromSeconds(0.4), 5000));
    }
}
