using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos on a real PDS: the file goes to the account's server, then a post names it.</summary>
public sealed class BlueskyVideoTests(Peers peers)
{
    private static Outgoing With(Outgoing post) => post with { Video = YouTubeStage.VideoOf(new MemoryStream(YouTubeStage.Small)) };

    private async Task<BlueskyStage> Open() => await BlueskyStage.Open(peers);

    [Fact]
    public async Task A_video_goes_out_with_its_words_shape_and_subtitles_is_found_and_deleted()
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Der Gruß zum Advent.", new Uri("https://www.musterstadt.de/advent"))), stage.NewKey());
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(stage.Errand(post, key), default));
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var record = Assert.Single(await stage.Peer.Posts(stage.Account.Did, default))["value"]!;
        var embed = record["embed"]!;
        Assert.Equal(("app.bsky.embed.video", "video/mp4", post.Video!.Alt), ((string?)embed["$type"], (string?)embed["video"]!["mimeType"], (string?)embed["alt"]));
        Assert.Equal((1280, 720), ((int)embed["aspectRatio"]!["width"]!, (int)embed["aspectRatio"]!["height"]!));
        Assert.Equal(("de", "text/vtt"), ((string?)embed["captions"]![0]!["lang"], (string?)embed["captions"]![0]!["file"]!["mimeType"]));
        Assert.Equal("Der Gruß zum Advent.\n\nhttps://www.musterstadt.de/advent", (string?)record["text"]);
        Assert.Equal(YouTubeStage.Small, await stage.Peer.Blob(stage.Account.Did, LinkOf(embed["video"]!), default));
        Assert.Equal(YouTubeStage.Subtitles, System.Text.Encoding.UTF8.GetString(await stage.Peer.Blob(stage.Account.Did, LinkOf(embed["captions"]![0]!["file"]!), default)));
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key), default)).Receipt);
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Empty(await stage.Peer.Posts(stage.Account.Did, default));
    }

    [Fact]
    public async Task A_large_video_cut_twice_is_brought_again_from_its_beginning_and_becomes_one_post()
    {
        await using var stage = await Open();
        var film = new Film(19_000_003);
        var (post, key) = (film.In(stage.Post("Lang")), stage.NewKey());
        foreach (var at in new[] { 9_000_000L, 18_900_000L })
        {
            using var stop = new CancellationTokenSource();
            film.Cut = (at, stop);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Prepare(stage.Errand(post, key), stop.Token));
        }
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var record = Assert.Single(await stage.Peer.Posts(stage.Account.Did, default))["value"]!;
        Assert.Equal(19_000_003, (long)record["embed"]!["video"]!["size"]!);
        Assert.Equal("19000003", stage.Parts["sent"]);
        Assert.InRange(film.Largest, 1, 128 * 1024);
    }

    [Theory]
    [InlineData(Trouble.Error, true)]
    [InlineData(Trouble.Reset, true)]
    [InlineData(Trouble.TooMany, false)]
    [InlineData(Trouble.TokenExpired, false)]
    public async Task What_goes_wrong_with_the_upload_is_tried_again(Trouble trouble, bool after)
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Noch einmal")), stage.NewKey());
        await stage.Spoil(Spot.Upload, trouble, after);
        var step = await stage.Publisher.Prepare(stage.Errand(post, key), default);
        Assert.IsType(trouble == Trouble.TokenExpired ? typeof(Step.SignInLost) : typeof(Step.Later), step);
        await stage.Mend();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Peer.Posts(stage.Account.Did, default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publish_call_without_an_answer_is_looked_up_under_its_key(bool accepted)
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Ob das ankommt?")), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Spoil(Spot.Publish, Trouble.Reset, accepted);
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(stage.Errand(post, key), default));
        await stage.Mend();
        Assert.IsType(accepted ? typeof(Finding.Found) : typeof(Finding.Absent), await stage.Publisher.LookUp(stage.Errand(post, key), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Peer.Posts(stage.Account.Did, default));
    }

    [Fact]
    public async Task A_video_that_the_server_has_forgotten_is_uploaded_again()
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Vergessen")), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var part = $"blob:{post.Video!.Name}";
        var (at, blob) = (stage.Parts[part].Split(' ')[0], JsonNode.Parse(stage.Parts[part][stage.Parts[part].IndexOf(' ')..])!);
        blob["ref"]!["$link"] = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
        await stage.Errand(post, key).Keep(part, $"{at} {blob.ToJsonString()}", default);
        var later = Assert.IsType<Step.Later>(await stage.Publisher.Send(stage.Errand(post, key), default));
        Assert.Contains(part, later.Forget);
        foreach (var forgotten in later.Forget)
            await stage.Errand(post, key).Keep(forgotten, "", default);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Peer.Posts(stage.Account.Did, default));
    }

    [Fact]
    public async Task How_large_a_file_may_be_the_server_says_and_what_is_too_large_is_refused()
    {
        await using var stage = await Open();
        Assert.Equal(20_000_000, Assert.IsType<SignInResult.Good>(await stage.SignIn.Check(stage.Session, default)).Rules!.Video!.MaxBytes);
        var film = new Film(20_000_001);
        Assert.Equal("Networks.VideoRefused", Assert.IsType<Step.Refused>(await stage.Publish(film.In(stage.Post("Zu groß")), stage.NewKey())).Why.Key);
        var wordy = With(stage.Post("Viele Worte"));
        wordy = wordy with { Video = wordy.Video! with { Subtitles = new OutgoingSubtitles("lang", "de", $"WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n{new string('a', 20_000)}\n") } };
        Assert.Equal("Networks.Bluesky.SubtitlesTooLong", Assert.IsType<Step.Refused>(await stage.Publish(wordy, stage.NewKey())).Why.Key);
        Assert.Empty(await stage.Peer.Posts(stage.Account.Did, default));
    }

    private static string LinkOf(JsonNode blob) => (string)blob["ref"]!["$link"]!;
}
