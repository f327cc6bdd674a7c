using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Videos;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Tests.Media;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>A video on its way from the library to a network that takes one.</summary>
public sealed class OutgoingVideoTests
{
    private static ScriptedNetwork Taking(VideoRules? video)
    {
        var plain = new ScriptedNetwork().Network;
        return new ScriptedNetwork { Network = plain with { Rules = plain.Rules with { Video = video } } };
    }

    private static readonly VideoRules Ten = new(10_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), ["video/mp4"]);

    internal static async Task<PictureInPost> Film(Newsroom room, string subtitles = VideoSamples.Subtitles)
    {
        using var bytes = new MemoryStream(VideoSamples.Plain);
        var added = await room.House.With((IPictures pictures) => pictures.Add(room.Writer, new NewPicture(room.Unit, "film.mp4", bytes, "", ""), default));
        await room.House.With((VideoRound round) => round.Tick(default));
        Assert.True((await room.House.With((SetSubtitles set) => set.Run(room.Writer, added.Value, subtitles, "de", default))).Ok);
        return new PictureInPost(added.Value, "Der Bürgermeister grüßt", false);
    }

    private static void Watching(ScriptedNetwork network, List<Outgoing> seen)
    {
        network.Prepares.Enqueue(errand =>
        {
            seen.Add(errand.Post);
            return new Step.Waiting("", TimeSpan.FromSeconds(5)) { Percent = 40 };
        });
        network.Prepares.Enqueue(errand =>
        {
            seen.Add(errand.Post);
            return null;
        });
    }

    [Fact]
    public async Task Where_the_network_takes_one_it_goes_out_itself_and_looks_the_same_each_time()
    {
        var network = Taking(Ten);
        var seen = new List<Outgoing>();
        Watching(network, seen);
        await using var room = await Newsroom.Open(scripted: network);
        var post = await room.Release(pictures: [await room.Picture(), await Film(room)]);
        await room.Turn();
        // In between it says how far it is, and that was no second attempt.
        var row = await room.Row(post);
        Assert.Equal((DeliveryState.Waiting, "Publishing.Uploading", 1), (row.State, row.SentenceKey, row.Attempt));
        await room.Pass(TimeSpan.FromSeconds(8));
        row = await room.Row(post);
        Assert.Equal((DeliveryState.Published, 1), (row.State, row.Attempt));
        Assert.Equal(2, seen.Count);
        Assert.Empty(seen[0].Pictures);
        var (first, again) = (seen[0].Video!, seen[1].Video!);
        Assert.Equal((first.Name, first.Bytes, first.Subtitles, first.Public, first.Poster!.Name), (again.Name, again.Bytes, again.Subtitles, again.Public, again.Poster!.Name));
        Assert.Equal(("video/mp4", 640, 360, "Der Bürgermeister grüßt", "de"), (first.MediaType, first.Width, first.Height, first.Alt, first.Subtitles!.Language));
        Assert.StartsWith("WEBVTT", first.Subtitles.WebVtt, StringComparison.Ordinal);
        Assert.EndsWith($"/videos/{first.Name[..2]}/{first.Name[2..]}.mp4", first.Public!.AbsoluteUri, StringComparison.Ordinal);
        Assert.InRange(first.Length.TotalSeconds, 2.9, 3.2);
        await using var bytes = await first.Open(default);
        Assert.True(bytes.CanSeek);
        Assert.Equal(first.Bytes, bytes.Length);
        Assert.Equal(first.Name, Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(bytes)));
        Assert.Equal("image/jpeg", first.Poster.MediaType);
    }

    [Fact]
    public async Task Where_the_network_takes_none_the_poster_goes_out_as_a_picture()
    {
        var network = Taking(null);
        var seen = new List<Outgoing>();
        Watching(network, seen);
        await using var room = await Newsroom.Open(scripted: network);
        await room.Release(pictures: [await room.Picture(), await Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(8));
        Assert.Null(seen[0].Video);
        Assert.Equal(["Ein verschneiter Park", "Der Bürgermeister grüßt"], seen[0].Pictures.Select(picture => picture.Alt));
    }

    [Fact]
    public async Task A_video_out_of_the_networks_limits_is_refused_before_anybody_submits_it()
    {
        await using var room = await Newsroom.Open(scripted: Taking(Ten with { Longest = TimeSpan.FromSeconds(2) }));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await room.Release(pictures: [await Film(room)]));
        Assert.Equal("Editorial.VideoTooLong", refused.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_carries_the_video_may_last_as_long_as_it_renews_its_lease(bool renews)
    {
        var network = Taking(Ten);
        Newsroom? open = null;
        network.Sends.Enqueue(errand =>
        {
            for (var turn = 0; turn < 4; turn++)
            {
                if (renews)
                    errand.Keep("sent", $"{turn}", default).GetAwaiter().GetResult();
                open!.House.Clock.Advance(TimeSpan.FromSeconds(20));
                open.House.With((DeliveryRound round) => round.Tick(default)).GetAwaiter().GetResult();
            }
            return network.Accept(errand);
        });
        for (var i = 0; i < 10; i++)
            network.LookUps.Enqueue(_ => new Finding.CannotTell(new Sentence("Networks.Telegram.CannotLookUp")));
        await using var room = await Newsroom.Open(scripted: network);
        open = room;
        var post = await room.Release(pictures: [await Film(room)]);
        await room.Turn();
        // Whoever does not say that it still lives is taken for dead, and what it brings back is written no more.
        Assert.Equal(renews, (await room.Row(post)).State == DeliveryState.Published);
        Assert.Single(network.Accepted);
    }

    [Fact]
    public async Task What_is_kept_sealed_lies_encrypted_and_is_read_again()
    {
        var network = Taking(Ten);
        const string Address = "https://upload.example/?upload_id=geheim";
        string? read = null;
        network.Prepares.Enqueue(errand =>
        {
            errand.KeepSealed("session", Address, default).GetAwaiter().GetResult();
            return new Step.Waiting("", TimeSpan.Zero);
        });
        network.Prepares.Enqueue(errand =>
        {
            read = errand.Opened("session");
            return null;
        });
        await using var room = await Newsroom.Open(scripted: network);
        await room.Release(pictures: [await Film(room)]);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(Address, read);
        var part = Assert.Single(await room.House.With((Db db) => db.Set<Part>().AsNoTracking().ToListAsync()));
        Assert.Equal("~session", part.Name);
        Assert.DoesNotContain("geheim", part.Value, StringComparison.Ordinal);
    }
}
