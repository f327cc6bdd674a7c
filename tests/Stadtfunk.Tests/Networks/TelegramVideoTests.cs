using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos in a channel of the Lab's Telegram: they travel in the one call.</summary>
public sealed class TelegramVideoTests(Peers peers)
{
    private const int Stretch = 4 * 1024 * 1024;

    private static Outgoing With(Outgoing post) => post with { Video = YouTubeStage.VideoOf(new MemoryStream(YouTubeStage.Small)) };

    private async Task<TelegramStage> Open() => await TelegramStage.Open(await peers.Lab(default));

    [Fact]
    public async Task A_video_goes_out_with_caption_and_cover_changes_its_words_and_goes()
    {
        await using var stage = await Open();
        var post = With(stage.Post("Der Gruß zum Advent.", new Uri("https://www.musterstadt.de/advent")));
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal("Der Gruß zum Advent.\n\nhttps://www.musterstadt.de/advent", entry.Text);
        var video = Assert.Single(entry.Pictures);
        Assert.Equal(("video/mp4", post.Video!.Name, 1280, 720), (video.Type, video.Sha256, video.Width, video.Height));
        Assert.Equal(("90", "true", post.Video.Poster!.Name), (entry.More["duration"], entry.More["streaming"], entry.More["cover"]));
        Assert.Equal(entry.Url, done.Receipt.Link.AbsoluteUri);

        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post with { Text = "Ohne Fehler." }, stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
        Assert.StartsWith("Ohne Fehler.", Assert.Single(await stage.Seen()).Text, StringComparison.Ordinal);
        var other = stage.Errand(post with { Video = post.Video with { Name = "ein anderes" } }, stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.Equal("Networks.Telegram.PicturesStay", Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(other, default)).Why.Key);
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task What_is_too_long_or_too_large_is_refused_and_the_caption_before_a_byte_is_sent()
    {
        await using var stage = await Open();
        var film = new Film(5_000_000);
        var wordy = film.In(stage.Post(new string('a', 1025)));
        Assert.Equal("Networks.TextTooLong", Assert.IsType<Step.Refused>(await stage.Publish(wordy, stage.NewKey())).Why.Key);
        Assert.Equal(0, film.Read0);
        Assert.Equal([VideoFault.TooLarge], stage.Publisher.Network.Rules.Video!.Faults("video/mp4", 1280, 720, TimeSpan.FromSeconds(90), 50_000_001));
        Assert.IsType<Step.Refused>(await stage.Publish(new Film(53_000_000).In(stage.Post("Zu groß")), stage.NewKey()));
        Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Kein Video") with { Video = YouTubeStage.VideoOf(new MemoryStream(new byte[3000])) }, stage.NewKey()));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_video_that_cannot_be_opened_is_no_unknown_outcome()
    {
        await using var stage = await Open();
        var post = stage.Post("Weg") with { Video = YouTubeStage.VideoOf("weg", 3_000_000, _ => throw new UnauthorizedAccessException("Not for us.")) };
        Assert.Equal("Networks.FileAway", Assert.IsType<Step.Later>(await stage.Publish(post, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
    }

    [Fact]
    public async Task A_large_video_is_read_in_bites_and_renews_its_lease_on_the_way()
    {
        await using var stage = await Open();
        var film = new Film(49_000_003);
        Assert.IsType<Step.Done>(await stage.Publish(film.In(stage.Post("Lang")), stage.NewKey()));
        Assert.Equal(49_000_003, Assert.Single((await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures).Bytes);
        Assert.Equal("49000003", stage.Parts["sent"]);
        Assert.Equal(49_000_003, film.Read0);
        Assert.InRange(film.Largest, 1, 128 * 1024);
    }

    [Fact]
    public async Task A_call_that_breaks_off_before_the_last_byte_published_nothing_and_is_made_again()
    {
        await using var stage = await Open();
        var film = new Film(30_000_000);
        var (post, key) = (film.In(stage.Post("Abgerissen")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.HalfUpload, "post"));
        Assert.Equal("Networks.UploadFailed", Assert.IsType<Step.Later>(await stage.Publish(post, key)).Why.Key);
        Assert.InRange(film.Read0, 1, 29_999_999);
        Assert.Empty(await stage.Seen());
        await stage.Mend();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData(LabFaultKind.Reset, true, "Unknown")]
    [InlineData(LabFaultKind.Reset, false, "Unknown")]
    [InlineData(LabFaultKind.Error, true, "Unknown")]
    [InlineData(LabFaultKind.Html, true, "Unknown")]
    [InlineData(LabFaultKind.TooManyRequests, false, "Later")]
    [InlineData(LabFaultKind.TokenExpired, false, "SignInLost")]
    public async Task What_goes_wrong_after_the_last_byte_decides_what_follows(LabFaultKind kind, bool after, string expected)
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Ob das ankommt?")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(kind, "post", after));
        Assert.Equal(expected, (await stage.Publish(post, key)).GetType().Name);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default));
        Assert.Equal(after ? 1 : 0, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task A_lease_that_is_lost_on_the_way_ends_the_call_and_nothing_is_published()
    {
        await using var stage = await Open();
        var film = new Film(20_000_000);
        var errand = new Errand(ErrandKind.Publish, stage.NewKey(), film.In(stage.Post("Verloren")), stage.Session, null, null, new Dictionary<string, string>(),
            (_, value, _) => value == $"{2 * Stretch}" ? Task.FromException(new OperationCanceledException("The lease is lost.")) : Task.CompletedTask, stage.Calls.Add);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Send(errand, default));
        Assert.Equal(2 * Stretch, film.Read0);
        Assert.Empty(await stage.Seen());
    }
}
