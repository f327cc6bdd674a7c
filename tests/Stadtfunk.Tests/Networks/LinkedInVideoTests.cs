using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Networks.LinkedIn;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Videos on a page of the Lab's LinkedIn: brought in parts, said to be complete, worked on, and then part of one post.</summary>
public sealed class LinkedInVideoTests(Peers peers)
{
    private const int Part = 4 * 1024 * 1024;

    private static Outgoing With(Outgoing post) => new Film(100_000).In(post);

    private async Task<LinkedInStage> Open(object? habits = null) => await LinkedInStage.Open(await peers.Lab(default), habits);

    private static async Task<int> Videos(LinkedInStage stage) => (await stage.Lab.Ledger.All(default, "linkedin", stage.Account.Account, "media")).Select(entry => entry.Id).Distinct().Count();

    [Fact]
    public async Task A_video_is_published_with_title_subtitles_and_still_changed_found_and_deleted()
    {
        await using var stage = await Open();
        var (post, key) = (With(stage.Post("Der Gruß zum Advent.", new Uri("https://www.musterstadt.de/advent"))), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Empty(await stage.Seen());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal("Der Gruß zum Advent.\n\nhttps://www.musterstadt.de/advent", entry.Text);
        Assert.Equal(("video/mp4", 100_000), (entry.Pictures[0].Type, entry.Pictures[0].Bytes));
        Assert.Equal(("Überschrift", post.Video!.Poster!.Name), (entry.More["title"], entry.More["still"]));
        Assert.Equal($"DE={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(SubRip.Of(YouTubeStage.Subtitles))))}", entry.More["captions"]);
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default)).Receipt);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post with { Video = null }, key, intentAt: stage.House.Now), default));

        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post with { Text = "Ohne Fehler." }, stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post with { Text = "Ohne Fehler." }, stage.NewKey(), ErrandKind.Edit, done.Receipt), default));
        Assert.StartsWith("Ohne Fehler.", Assert.Single(await stage.Seen()).Text, StringComparison.Ordinal);
        var other = stage.Errand(new Film(200_000).In(post), stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.Equal("Networks.LinkedIn.ContentStays", Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(other, default)).Why.Key);
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_large_video_cut_three_times_becomes_one_and_only_what_was_cut_is_sent_again()
    {
        await using var stage = await Open();
        var film = new Film(100_000_003);
        var (post, key) = (film.In(stage.Post("Lang")), stage.NewKey());
        var cuts = new Queue<long>([10_000_000, 60_000_000, 99_900_000]);
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
            Assert.True(step is null or Step.Waiting { Percent: > 0 and < 100 });
        }
        Assert.Empty(cuts);
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(100_000_003, Assert.Single((await stage.Lab.Ledger.Posts(stage.Account, default))[0].Pictures).Bytes);
        Assert.Equal(1, await Videos(stage));
        Assert.InRange(film.Read0, 100_000_003, 100_000_003 + (3 * Part));
        Assert.InRange(film.Largest, 1, 128 * 1024);
    }

    [Fact]
    public async Task The_addresses_of_an_upload_are_kept_sealed_and_stand_in_no_call()
    {
        await using var stage = await Open();
        var film = new Film((2 * Part) + 5000);
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Error, "part"));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(film.In(stage.Post("Verschlossen")), stage.NewKey()), default));
        var kept = Assert.Single(stage.Parts, part => part.Value.Contains("dms-uploads", StringComparison.Ordinal));
        Assert.StartsWith(Errand.Sealed, kept.Key, StringComparison.Ordinal);
        Assert.DoesNotContain(stage.Calls, call => call.ToString().Contains("dms-uploads", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("video", 1)]
    [InlineData("video", 2)]
    [InlineData("part", 1)]
    [InlineData("captions", 1)]
    [InlineData("still", 1)]
    [InlineData("video-state", 1)]
    public async Task A_call_whose_answer_was_lost_is_made_again_and_there_is_one_post(string endpoint, int which)
    {
        await using var stage = await Open();
        var film = new Film(Part + 5000);
        var (post, key) = (film.In(stage.Post("Verschluckt")), stage.NewKey());
        var lost = new LabFault(LabFaultKind.Reset, endpoint, After: true, Count: 1);
        // Of the two calls at one door, the second comes after the last part.
        if (which == 2)
            film.Then = (Part, () => stage.Lab.Faults.Spoil(stage.Account, default, lost).GetAwaiter().GetResult());
        else
            await stage.Lab.Faults.Spoil(stage.Account, default, lost);
        Assert.IsType<Step.Later>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
        Assert.Equal(1, await Videos(stage));
    }

    [Theory]
    [InlineData("part", LabFaultKind.Error, "Later")]
    [InlineData("part", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("part", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("captions", LabFaultKind.Duplicate, "Refused")]
    [InlineData("still", LabFaultKind.Duplicate, "Done")]
    [InlineData("video", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("post", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("post", LabFaultKind.Error, "Unknown")]
    [InlineData("post", LabFaultKind.Duplicate, "Duplicate")]
    public async Task What_goes_wrong_on_the_way_decides_what_follows(string endpoint, LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        await OnTheWay.Decides(stage, stage.Lab, stage.Account, With(stage.Post("Warum nicht?")), new LabFault(kind, endpoint), expected);
    }

    [Fact]
    public async Task When_the_addresses_have_ended_the_upload_begins_anew()
    {
        await using var stage = await Open();
        var film = new Film((2 * Part) + 5000);
        var (post, key) = (film.In(stage.Post("Eine Stunde später")), stage.NewKey());
        using var stop = new CancellationTokenSource();
        film.Cut = (Part, stop);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Prepare(stage.Errand(post, key), stop.Token));
        (await stage.Lab.Http.DeleteAsync($"lab/linkedin/{stage.Account.Account}/uploads")).EnsureSuccessStatusCode();
        Assert.IsType<Step.Later>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
        Assert.Equal(1, await Videos(stage));
    }

    [Fact]
    public async Task A_video_is_waited_for_and_one_that_LinkedIn_cannot_read_is_refused()
    {
        await using var stage = await Open(new { processingMs = 3_600_000 });
        var (post, key) = (With(stage.Post("In Arbeit")), stage.NewKey());
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.IsType<Step.Waiting>(await stage.Publish(post, key)).After);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<Step.Waiting>(await stage.Publish(post, key)).After);
        Assert.Equal(1, await Videos(stage));
        await LinkedInStage.Habits(stage.Lab, stage.Account, new { });
        var odd = stage.Post("Kein Video") with { Video = YouTubeStage.VideoOf(new MemoryStream(new byte[80_000])) };
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(odd, stage.NewKey()));
        Assert.Equal(("Networks.VideoRefused", "UNSUPPORTED_FORMAT"), (refused.Why.Key, refused.Why.Args[1]));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_before_the_upload_and_a_video_out_of_the_limits_before_that()
    {
        await using var stage = await Open();
        var film = new Film(100_000);
        Assert.Equal("Networks.TextTooLong", Assert.IsType<Step.Refused>(await stage.Publish(film.In(stage.Post(new string('a', 3001))), stage.NewKey())).Why.Key);
        Assert.Equal(0, film.Read0);
        var rules = LinkedInNetwork.Network.Rules.Video!;
        Assert.Equal([VideoFault.TooLarge, VideoFault.TooLong], rules.Faults("video/mp4", 1280, 720, TimeSpan.FromMinutes(31), 500_000_001));
        Assert.Equal([VideoFault.TooSmall, VideoFault.TooShort], rules.Faults("video/mp4", 1280, 720, TimeSpan.FromSeconds(2), 74_999));
    }
}
