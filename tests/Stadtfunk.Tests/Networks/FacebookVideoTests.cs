using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos on a page of the Lab's Facebook.</summary>
public sealed class FacebookVideoTests(Peers peers)
{
    private const int Piece = 4 * 1024 * 1024;

    private async Task<FacebookStage> Open(string? scopes = null) => await FacebookStage.Open(await peers.Lab(default), scopes);

    private static Outgoing With(Outgoing post) => post with { Video = YouTubeStage.VideoOf(new MemoryStream(YouTubeStage.Small)) };

    private static async Task<IReadOnlyList<string>> Videos(FacebookStage stage) => [.. (await stage.Lab.Ledger.Of(stage.Account, default)).Select(entry => entry.Id).Distinct()];

    [Fact]
    public async Task A_video_is_published_with_subtitles_and_still_changed_found_and_deleted()
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Der Gruß zum Advent.", new Uri("https://www.musterstadt.de/advent"))), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Empty(await stage.Seen());
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default));
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal((entry.Id, entry.Url), (done.Receipt.RemoteId, done.Receipt.Link.AbsoluteUri));
        Assert.Equal("Der Gruß zum Advent.\n\nhttps://www.musterstadt.de/advent", entry.Text);
        Assert.Equal((post.Video!.Name, post.Video.Poster!.Name), (entry.Pictures[0].Sha256, entry.More["still"]));
        Assert.Equal($"de_DE={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SubRip.Of(YouTubeStage.Subtitles))))}", entry.More["captions"]);
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default)).Receipt);
        Assert.IsType<Finding.Found>(await stage.Publisher.ReadBack(stage.Errand(post, key, receipt: done.Receipt), default));
        foreach (var link in new[] { done.Receipt.Link.AbsoluteUri, $"https://www.facebook.com/stadt/videos/ein-gruss/{entry.Id}/", $"https://www.facebook.com/watch/?v={entry.Id}&ref=x" })
            Assert.Equal(done.Receipt, await stage.Publisher.ReceiptFor(new Uri(link), stage.Session, default));
        Assert.Null(await stage.Publisher.ReceiptFor(new Uri("https://www.facebook.com/watch/?v=4711"), stage.Session, default));

        var better = stage.Errand(post with { Text = "Ohne Fehler." }, stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(better, default));
        Assert.Null(await stage.Publisher.Prepare(better, default));
        Assert.Equal(done, await stage.Publisher.Send(better, default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(better, default));
        Assert.StartsWith("Ohne Fehler.", Assert.Single(await stage.Seen()).Text, StringComparison.Ordinal);
        var other = stage.Errand(post with { Video = null }, stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.Equal("Networks.Facebook.PicturesStay", Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(other, default)).Why.Key);

        var away = stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt);
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(away, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(away, default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(away, default));
        Assert.IsType<Finding.Absent>(await stage.Publisher.ReadBack(away, default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_large_video_cut_three_times_becomes_one_and_only_what_was_cut_is_sent_again()
    {
        await using var stage = await Open();
        var film = new Film(100_000_003);
        var (post, key) = (film.In(stage.Post("Lang")), stage.NewKey());
        var cuts = new Queue<long>([10_000_000, 60_000_000, 99_990_000]);
        Step? step = new Step.Waiting("", TimeSpan.Zero);
        for (var turn = 0; turn < 20 && step is not null; turn++)
        {
            using var stop = new CancellationTokenSource();
            if (film.Cut is null && cuts.TryDequeue(out var at))
                film.Cut = (at, stop);
            else if (film.Cut is { } open)
                film.Cut = (open.At, stop);
            try
            {
                step = await stage.Publisher.Prepare(stage.Errand(post, key), stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                continue;
            }
            Assert.True(step is null or Step.Waiting);
        }
        Assert.Empty(cuts);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(100_000_003, (await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures[0].Bytes);
        Assert.Single(await Videos(stage));
        Assert.InRange(film.Read0, 100_000_003, 100_000_003 + (3 * Piece));
        Assert.InRange(film.Largest, 1, 128 * 1024);
    }

    [Fact]
    public async Task Pieces_and_an_end_whose_answers_were_lost_are_not_there_twice()
    {
        await using var stage = await Open();
        var film = new Film((2 * Piece) + 5000);
        var (post, key) = (film.In(stage.Post("Verschluckt")), stage.NewKey());
        var lost = new LabFault(LabFaultKind.Reset, "upload", After: true, Count: 1);
        // The start: nothing is kept of it.
        await stage.Lab.Faults.Spoil(stage.Account, default, lost);
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        using var stop = new CancellationTokenSource();
        film.Cut = (0, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Prepare(stage.Errand(post, key), stop.Token));
        // The first piece: sent again, Facebook says that it wants the second; that answer is lost, too.
        await stage.Lab.Faults.Spoil(stage.Account, default, lost, lost);
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        // The end: it is asked whether it was heard.
        film.Then = (2 * Piece, () => stage.Lab.Faults.Spoil(stage.Account, default, lost).GetAwaiter().GetResult());
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Mend();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await Videos(stage));
        Assert.Equal((2 * Piece) + 5000, (await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures[0].Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_publish_call_without_an_answer_is_looked_up_by_the_videos_id(bool accepted)
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Ob das ankommt?")), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "edit", After: accepted));
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default));
        await stage.Mend();
        var finding = await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default);
        Assert.Equal(accepted, finding is Finding.Found);
        if (!accepted)
            Assert.IsType<Finding.Absent>(finding);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_video_is_waited_for_and_one_that_Facebook_cannot_read_is_refused()
    {
        await using var stage = await Open();
        (await stage.Lab.Http.PutAsJsonAsync($"lab/facebook/{stage.Account.Account}", new { processingMs = 3_600_000 })).EnsureSuccessStatusCode();
        var (post, key) = (With(stage.Post("In Arbeit")), stage.NewKey());
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        (await stage.Lab.Http.PutAsJsonAsync($"lab/facebook/{stage.Account.Account}", new { })).EnsureSuccessStatusCode();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var odd = stage.Post("Kein Video") with { Video = YouTubeStage.VideoOf(new MemoryStream(new byte[3000])) };
        Assert.Equal("Networks.Facebook.VideoRefused", Assert.IsType<Step.Refused>(await stage.Publish(odd, stage.NewKey())).Why.Key);
        Assert.Single(await stage.Seen());
    }

    [Theory]
    [InlineData("upload", LabFaultKind.Error, "Later")]
    [InlineData("upload", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("upload", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("captions", LabFaultKind.Error, "Later")]
    [InlineData("captions", LabFaultKind.Duplicate, "Refused")]
    [InlineData("still", LabFaultKind.Duplicate, "Done")]
    [InlineData("edit", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("edit", LabFaultKind.Error, "Unknown")]
    [InlineData("edit", LabFaultKind.TooManyRequests, "Later")]
    public async Task What_goes_wrong_on_the_way_decides_what_follows(string endpoint, LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        await OnTheWay.Decides(stage, stage.Lab, stage.Account, With(stage.Post("Warum nicht?")), new LabFault(kind, endpoint), expected);
    }

    [Fact]
    public async Task A_stopped_account_stops_the_channel()
    {
        await using var stage = await Open("read write blocked");
        Assert.IsType<Step.Stopped>(await stage.Publish(With(stage.Post("Darf ich noch?")), stage.NewKey()));
    }

    [Fact]
    public void Subtitles_are_numbered_and_their_times_have_a_comma() => Assert.Equal(
        "1\n00:00:00.000 --> 00:00:01.500\nGuten Tag & <hallo>\naus dem Rathaus.\n\n2\n00:00:01.500 --> 00:00:02.500\nHeute schneit es.\n\n".Replace("00.000", "00,000").Replace("01.500", "01,500").Replace("02.500", "02,500"),
        SubRip.Of("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nGuten Tag &amp; &lt;hallo&gt;\naus dem Rathaus.\n\n00:00:01.500 --> 00:00:02.500\nHeute schneit es.\n"));
}
