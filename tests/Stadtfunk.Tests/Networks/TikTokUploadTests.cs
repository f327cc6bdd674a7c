using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A larger video on its way to TikTok, and what becomes of it when something comes between.</summary>
public sealed class TikTokUploadTests(Peers peers)
{
    private const int Piece = 5 * 1024 * 1024;

    [Theory]
    [InlineData(3_000_000)]
    [InlineData(Piece + 17)]
    [InlineData((2 * Piece) - 1)]
    [InlineData((2 * Piece) + 3)]
    [InlineData((5 * Piece) + 1_234_567)]
    public async Task Its_pieces_are_such_as_TikTok_takes(int length)
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default));
        var film = new Film(length);
        Assert.IsType<Step.Done>(await stage.Publish(film.In(stage.Post("Passt")), stage.NewKey()));
        Assert.Equal(length, Assert.Single(await stage.Ledger()).Pictures[0].Bytes);
        Assert.Equal(Math.Max(1, length / Piece), stage.Calls.Count(call => call.Name.StartsWith("PUT", StringComparison.Ordinal)));
        Assert.Equal(length, film.Read0);
    }

    [Fact]
    public async Task Cut_off_twice_it_goes_on_with_the_piece_that_is_missing_and_becomes_one_post()
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default));
        var film = new Film(30_000_000);
        var (post, key) = (film.In(stage.Post("Lang")), stage.NewKey());
        foreach (var at in new[] { 7_000_000L, 18_000_000L })
        {
            using var stop = new CancellationTokenSource();
            film.Cut = (at, stop);
            // A new errand each time: nothing but what was kept is known.
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Prepare(stage.Errand(post, key), stop.Token));
        }
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
        Assert.Single(stage.Calls, call => call.Name == "POST video/init");
        // Of each cut piece at most that piece was sent twice, and never more than a bite of it was in hand.
        Assert.InRange(film.Read0, film.Length, film.Length + (2 * 6_000_000));
        Assert.InRange(film.Largest, 1, 128 * 1024);
    }

    [Fact]
    public async Task A_file_that_is_away_when_the_last_piece_is_due_is_no_unknown_outcome()
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default));
        var film = new Film(12_000_000);
        var (post, key) = (film.In(stage.Post("Weg")), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var away = post with { Video = post.Video! with { Open = _ => throw new DirectoryNotFoundException("It is away.") } };
        Assert.Equal("Networks.FileAway", Assert.IsType<Step.Later>(await stage.Publisher.Send(stage.Errand(away, key, intentAt: stage.House.Now), default)).Why.Key);
        Assert.Empty(await stage.Seen());
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
    }

    [Fact]
    public async Task A_piece_whose_answer_was_lost_is_not_sent_again()
    {
        await using var stage = await TikTokStage.Open(await peers.Lab(default));
        var film = new Film(12_000_000);
        var (post, key) = (film.In(stage.Post("Verschluckt")), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "media", After: true, Count: 2));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        // The second, the last, is the one call: it is looked up.
        Assert.IsType<Step.Unknown>(await stage.Publish(post, key));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default));
        // Were it prepared again all the same, nothing would be sent any more.
        stage.Calls.Clear();
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.DoesNotContain(stage.Calls, call => call.Name.StartsWith("PUT", StringComparison.Ordinal));
        Assert.Single(await stage.Seen());
        Assert.Equal(film.Length, film.Read0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_address_that_has_ended_is_left_for_another_only_when_nothing_can_come_of_it_any_more(bool sent)
    {
        // A Lab of its own: all addresses of uploads end at once.
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await TikTokStage.Open(lab);
        var film = new Film(12_000_000);
        var (post, key) = (film.In(stage.Post("Eine Stunde später")), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        (await lab.Http.DeleteAsync("lab/tiktok/uploads")).EnsureSuccessStatusCode();
        var intent = sent ? stage.House.Now : (DateTime?)null;
        if (sent)
        {
            // The last piece may have come: it is asked, and is not there.
            var no = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
            Assert.IsType<Step.Later>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: no.Why), default)).Step);
        }
        stage.House.Clock.Advance(TimeSpan.FromMinutes(60));
        // By now it has surely ended, but whoever sent the last piece this moment may still be heard.
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key, intentAt: intent), default));
        stage.House.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key, intentAt: intent), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(2, stage.Calls.Count(call => call.Name == "POST video/init"));
        Assert.Single(await stage.Seen());
    }
}
