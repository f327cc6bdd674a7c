using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Reels on the Lab's Instagram.</summary>
public sealed class InstagramVideoTests(Peers peers) : ContainerVideoContract
{
    private protected override VideoRules Rules => InstagramNetwork.Network.Rules.Video!;

    private protected override async Task<ContainerStage> Open(LabProcess? own = null, string? scopes = null) => await InstagramStage.Open(own ?? await peers.Lab(default), scopes);

    [Fact]
    public async Task A_reel_has_the_chosen_still_as_its_cover_stands_in_the_feed_and_carries_no_alt_text()
    {
        await using var stage = await Open();
        var post = Post(stage, "Schnee im Park. #Winter") with { Link = new Uri("https://www.musterstadt.de/advent") };
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.StartsWith("https://www.instagram.com/reel/", done.Receipt.Link.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal((post.Video!.Poster!.Name, "true", null), (entry.More["cover"], entry.More["share_to_feed"], entry.Pictures[0].Alt));
        Assert.Equal("Schnee im Park. #Winter\n\nhttps://www.musterstadt.de/advent", entry.Text);
    }

    [Theory]
    [InlineData(3000, true)]
    [InlineData(2999, false)]
    public async Task A_reel_that_is_too_short_is_none(int milliseconds, bool goes)
    {
        await using var stage = await Open();
        var length = TimeSpan.FromMilliseconds(milliseconds);
        Assert.Equal(goes ? [] : [VideoFault.TooShort], Rules.Faults("video/mp4", 1080, 1920, length, 200_000));
        var step = await stage.Publish(Post(stage, "Kurz", length), stage.NewKey());
        Assert.Equal(goes ? typeof(Step.Done) : typeof(Step.Refused), step.GetType());
    }

    [Theory]
    [InlineData(15_000_000, 5, true)]
    [InlineData(16_000_000, 5, false)]
    public async Task A_reel_that_takes_too_much_for_each_second_is_none(int bytes, int seconds, bool goes)
    {
        await using var stage = await Open();
        var post = With(stage, "Dicht", Movie.Of(TimeSpan.FromSeconds(seconds), pictures: bytes));
        var video = post.Video!;
        Assert.Equal(goes ? [] : [VideoFault.TooDense], Rules.Faults(video.MediaType, video.Width, video.Height, video.Length, video.Bytes));
        Assert.Equal(goes ? typeof(Step.Done) : typeof(Step.Refused), (await stage.Publish(post, stage.NewKey())).GetType());
    }

    [Fact]
    public async Task A_cover_that_nobody_outside_can_fetch_is_refused_before_any_call()
    {
        await using var stage = await Open();
        var post = Post(stage, "Nur im Haus");
        post = post with { Video = post.Video! with { Poster = post.Video.Poster! with { Public = new Uri("http://aktuell.musterstadt.de/bilder/ab/cd.jpg") } } };
        stage.Calls.Clear();
        Assert.Equal("Networks.Meta.NeedsPublicAddress", Assert.IsType<Step.Refused>(await stage.Publish(post, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
    }

    [Fact]
    public async Task A_large_reel_is_fetched_whole()
    {
        await using var stage = await Open();
        var post = With(stage, "Groß", Movie.Of(TimeSpan.FromSeconds(60), pictures: 40_000_000));
        Assert.IsType<Step.Done>(await stage.Publish(post, stage.NewKey()));
        var file = (await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures[0];
        Assert.Equal((post.Video!.Name, post.Video.Bytes), (file.Sha256, file.Bytes));
    }
}
