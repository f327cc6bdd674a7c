using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A large video on its way, and what becomes of it when something comes between.</summary>
public sealed class YouTubeUploadTests(Peers peers)
{
    private const int Piece = 4 * 1024 * 1024;

    [Fact]
    public async Task Two_hundred_megabytes_cut_three_times_become_one_video_and_are_sent_about_once()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default));
        var film = new Film(200_000_003);
        var (post, key) = (film.In(stage.Post("Lang")), stage.NewKey());
        var cuts = new Queue<long>([30_000_000, 90_000_000, 199_990_000]);
        var turns = new List<int>();
        for (var turn = 0; turn < 20; turn++)
        {
            using var stop = new CancellationTokenSource();
            if (cuts.TryDequeue(out var at))
                film.Cut = (at, stop);
            Step? step;
            try
            {
                // A new errand each time: nothing but what was kept is known.
                step = await stage.Publisher.Prepare(stage.Errand(post, key), stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                continue;
            }
            if (step is null)
                break;
            var waiting = Assert.IsType<Step.Waiting>(step);
            if (waiting.Percent is { } percent)
                turns.Add(percent);
            if (film.Cut is not null)
                cuts = new Queue<long>(cuts.Prepend(film.Cut.Value.At));
            film.Cut = null;
        }
        Assert.Empty(cuts);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Videos());
        Assert.Equal(200_000_003, (await stage.Ledger())[^1].Pictures[0].Bytes);
        Assert.Single(await stage.Seen());
        // Of each cut piece at most that piece was sent twice, and never more than a bite of it was in hand.
        Assert.InRange(film.Read0, 200_000_003, 200_000_003 + (3 * Piece));
        Assert.InRange(film.Largest, 1, 128 * 1024);
        Assert.Equal(turns.Order(), turns);
        Assert.InRange(turns[0], 1, 99);
    }

    [Fact]
    public async Task The_address_of_an_upload_is_kept_sealed_and_stands_in_no_call()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default));
        var key = stage.NewKey();
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Verschlossen"), key));
        var kept = Assert.Single(stage.Kept(key), part => part.Value.Contains("upload_id", StringComparison.Ordinal));
        Assert.StartsWith(Errand.Sealed, kept.Key, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Calls, call => call.ToString().Contains("upload_id", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_last_piece_whose_answer_was_lost_is_asked_after_and_not_sent_again()
    {
        await using var stage = await YouTubeStage.Open(await peers.Lab(default));
        var film = new Film(Piece + 5000);
        var (post, key) = (film.In(stage.Post("Verschluckt")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "media", After: true, Count: 2));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Videos());
        Assert.Equal(film.Length, film.Read0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_the_address_has_ended_it_is_looked_whether_the_video_is_there_before_another_is_begun(bool complete)
    {
        // A Lab of its own: all addresses of uploads end at once.
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await YouTubeStage.Open(lab);
        var film = new Film(complete ? 5000 : 2 * Piece);
        var (post, key) = (film.In(stage.Post("Eine Woche später")), stage.NewKey());
        await lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "media", After: complete, Count: 1));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Equal(complete ? 1 : 0, (await stage.Videos()).Count);
        (await lab.Http.DeleteAsync("lab/youtube/uploads")).EnsureSuccessStatusCode();
        Assert.Equal(complete ? 100 : 0, Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).Percent);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Videos());
    }
}
