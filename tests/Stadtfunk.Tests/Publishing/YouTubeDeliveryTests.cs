using Stadtfunk.Media.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Networks;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>From the library over the desk and the courier to a public video on the Lab's YouTube.</summary>
public sealed class YouTubeDeliveryTests(Peers peers)
{
    [Fact]
    public async Task A_film_of_the_library_is_published_corrected_and_withdrawn()
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, settings: YouTubeStage.SettingsOf(lab));
        var account = await lab.Account("youtube", default);
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "youtube"), account);
        var film = await OutgoingVideoTests.Film(room);
        var post = await room.Release(pictures: [film]);
        await room.Pass(TimeSpan.FromSeconds(8));
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1), (row.State, row.Attempt));
        Assert.NotNull(row.VerifiedAt);
        var there = Assert.Single(await lab.Ledger.Posts(account, default));
        Assert.Equal((row.RemoteId, there.Url), (there.Id, row.Receipt!.Link.AbsoluteUri));
        // The headline has a place of its own and does not lead the text.
        Assert.Equal(("Erster Schnee", "Über Nacht hat der Winter die Stadt gefunden."), (there.More["title"], there.Text));
        var video = (await room.House.With((IPictures pictures) => pictures.Find(film.Picture, default)))!.Video!;
        Assert.Equal((video.Playable, video.Bytes), (there.Pictures[0].Sha256, there.Pictures[0].Bytes));
        Assert.Equal($"de/={video.Subtitles!.Hash}", there.More["captions"]);
        await using var still = await room.House.With((IPictures pictures) => pictures.Open(there.More["still"], default));
        Assert.True(still.Length > 1000);

        await room.Correct(post, "Es taut schon wieder.", pictures: [film]);
        await room.Pass(TimeSpan.FromSeconds(8));
        Assert.Equal("Es taut schon wieder.", (await lab.Ledger.All(default, "youtube", account.Account, "edit"))[^1].Text);
        await room.Withdraw(post);
        await room.Pass(TimeSpan.FromSeconds(8));
        Assert.Equal(["post", "edit", "delete"], (await lab.Ledger.Of(account, default)).Where(entry => entry.Kind != "media").Select(entry => entry.Kind));
    }

    [Fact]
    public async Task Without_a_video_nobody_can_submit_a_post_for_it()
    {
        var lab = await peers.Lab(default);
        await using var room = await Newsroom.Open(0, settings: YouTubeStage.SettingsOf(lab));
        await CityAppTests.Connect(room, await AgreeFlow.At(lab, "youtube"), await lab.Account("youtube", default));
        Assert.Equal("Editorial.NeedsVideo", (await Assert.ThrowsAsync<InvalidOperationException>(() => room.Release())).Message);
    }
}
