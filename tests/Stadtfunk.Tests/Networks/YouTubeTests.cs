using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.YouTube;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Against the Lab's YouTube.</summary>
public sealed class YouTubeTests(Peers peers) : TwoCallContract
{
    protected override Rules Rules => YouTubeNetwork.Network.Rules;

    protected override bool TakesPictures => false;

    protected override string Signs => "&amp; \"b\"";

    protected override async Task<Stage> Open() => await YouTubeStage.Open(await peers.Lab(default));

    private async Task<YouTubeStage> OpenYouTube(object? habits = null, string playlist = "") => await YouTubeStage.Open(await peers.Lab(default), playlist, habits);

    [Fact]
    public async Task A_video_goes_out_with_headline_still_subtitles_and_playlist_and_nobody_sees_it_before()
    {
        await using var stage = await OpenYouTube(new { playlists = new[] { new { id = "PLmusterstadt", title = "Aus dem Rathaus" } } }, "https://www.youtube.com/playlist?list=PLmusterstadt");
        var (post, key) = (stage.Post("Der Gruß zum Advent.", Link), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Empty(await stage.Seen());
        Assert.Equal(post.Video!.Name, Assert.Single(await stage.Ledger(), entry => entry.More["captions"].Length == 0 && entry.More["still"].Length == 0).Pictures[0].Sha256);
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal($"https://www.youtube.com/watch?v={done.Receipt.RemoteId}", done.Receipt.Link.AbsoluteUri);
        var entry = (await stage.Ledger())[^1];
        Assert.Equal(("post", "public", "Überschrift", "25"), (entry.Kind, entry.Visibility, entry.More["title"], entry.More["category"]));
        Assert.StartsWith("de/=", entry.More["captions"], StringComparison.Ordinal);
        Assert.Equal(post.Video.Poster!.Name, entry.More["still"]);
        // Prepared twice, listed once.
        Assert.Equal("PLmusterstadt", entry.More["playlists"]);
        // The mark by which we know it has gone.
        Assert.Equal("", entry.More["tags"]);
        Assert.Single(await stage.Videos());
    }

    [Fact]
    public async Task A_project_that_Google_has_not_audited_is_told_that_nobody_sees_its_videos()
    {
        await using var stage = await OpenYouTube(new { audited = false });
        var (post, key) = (stage.Post("Ungeprüft"), stage.NewKey());
        Assert.Equal("Networks.YouTube.StaysPrivate", Assert.IsType<Step.Refused>(await stage.Publish(post, key)).Why.Key);
        Assert.Empty(await stage.Seen());
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default));
        Assert.Equal("Networks.YouTube.NotAudited", stage.House.Get<NetworkBook>().Find("youtube")!.Caution);
        await using var audited = await House.Open(settings: [new("Networks:YouTube:Audited", "true")]);
        Assert.Null(audited.Get<NetworkBook>().Find("youtube")!.Caution);
    }

    [Fact]
    public async Task What_YouTube_would_not_take_is_said_before_any_call()
    {
        await using var stage = await OpenYouTube();
        var post = stage.Post("Text");
        foreach (var (odd, why) in new[]
        {
            (post with { Video = null }, "Networks.NeedsVideo"), (post with { Title = new string('x', 101) }, "Networks.YouTube.Title"), (post with { Title = " " }, "Networks.YouTube.Title"),
            (post with { Title = "1 < 2" }, "Networks.YouTube.Signs"), (post with { Text = "2 > 1" }, "Networks.YouTube.Signs"), (post with { Text = new string('ä', 2501) }, "Networks.TextTooLong"),
        })
            Assert.Equal(why, Assert.IsType<Step.Refused>(await stage.Publish(odd, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
    }

    [Theory]
    [InlineData("post", 403, "quotaExceeded", "Later", "Networks.YouTube.QuotaUsedUp")]
    [InlineData("post", 403, "rateLimitExceeded", "Later", "Networks.TooFast")]
    [InlineData("post", 403, "forbidden", "Refused", "Networks.NotAllowed")]
    [InlineData("post", 403, "forbiddenPrivacySetting", "Refused", "Networks.YouTube.StaysPrivate")]
    [InlineData("post", 400, "invalidDescription", "Refused", "Networks.Refused")]
    [InlineData("post", 401, "youtubeSignupRequired", "SignInLost", "Networks.YouTube.NoChannel")]
    [InlineData("post", 404, "videoNotFound", "Unknown", "Networks.NoClearAnswer")]
    [InlineData("post", 500, "backendError", "Unknown", "Networks.NoClearAnswer")]
    [InlineData("upload", 403, "youtubeSignupRequired", "SignInLost", "Networks.YouTube.NoChannel")]
    [InlineData("upload", 400, "uploadLimitExceeded", "Later", "Networks.YouTube.UploadsUsedUp")]
    [InlineData("upload", 403, "authenticatedUserAccountSuspended", "Stopped", "Networks.YouTube.Stopped")]
    [InlineData("media", 503, "backendError", "Later", "Networks.UploadFailed")]
    [InlineData("captions", 403, "forbidden", "Refused", "Networks.YouTube.SubtitlesRefused")]
    [InlineData("captions", 403, "quotaExceeded", "Later", "Networks.YouTube.QuotaUsedUp")]
    public async Task The_reason_decides_what_follows(string endpoint, int status, string reason, string step, string why)
    {
        await using var stage = await OpenYouTube();
        await stage.Refuse(endpoint, status, reason);
        var said = await stage.Publish(stage.Post("Warum nicht?"), stage.NewKey());
        Assert.Equal((step, why), (said.GetType().Name, said.Match(_ => "", _ => "", x => x.Why.Key, x => x.Why.Key, x => x.Why.Key, x => x.Why.Key, x => x.Why.Key, x => x.Why.Key)));
        Assert.Empty(await stage.Seen());
        // What does not get better before tomorrow holds the channel until then; a limit of uploads alone does not.
        if (said is Step.Later later)
            Assert.Equal(reason == "quotaExceeded", later.After > TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Videos_a_day_are_counted_apart_and_do_not_hold_the_channel()
    {
        await using var stage = await OpenYouTube(new { uploadsPerDay = 1 });
        Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Eins"), stage.NewKey()));
        var later = Assert.IsType<Step.Later>(await stage.Publish(stage.Post("Zwei"), stage.NewKey()));
        Assert.Equal(("Networks.YouTube.QuotaUsedUp", null), (later.Why.Key, later.After));
    }

    [Theory]
    [InlineData("2026-11-30T07:00:00Z", 1.0)]
    [InlineData("2026-11-30T08:00:00Z", 24.0)]
    [InlineData("2026-07-01T06:30:00Z", 0.5)]
    [InlineData("2026-03-08T08:00:00Z", 23.0)]
    public void Googles_day_ends_at_midnight_in_California(string now, double hours) => Assert.Equal(hours, YouTubeErrors.UntilMidnight(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)).TotalHours);

    [Fact]
    public async Task A_video_is_waited_for_until_YouTube_has_worked_through_it_or_half_an_hour_has_passed()
    {
        await using var stage = await OpenYouTube(new { processingMs = 3_600_000 });
        var (post, key) = (stage.Post("In Arbeit"), stage.NewKey());
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).After);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default)).After);
        stage.House.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Videos());
    }

    [Fact]
    public async Task A_video_that_YouTube_rejects_or_cannot_read_is_refused_and_stays_unseen()
    {
        await using var stage = await OpenYouTube(new { rejects = "copyright" });
        var refused = Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Fremde Musik"), stage.NewKey()));
        Assert.Equal(("Networks.YouTube.VideoRefused", "copyright"), (refused.Why.Key, refused.Why.Args[0]));
        await stage.Behave(new { });
        var odd = stage.Post("Kein Video") with { Video = YouTubeStage.VideoOf(new MemoryStream(new byte[3000])) };
        refused = Assert.IsType<Step.Refused>(await stage.Publish(odd, stage.NewKey()));
        Assert.Equal("invalidFile", refused.Why.Args[0]);
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task Without_the_right_to_choose_stills_and_with_a_playlist_that_is_gone_a_video_goes_out_all_the_same()
    {
        await using var stage = await OpenYouTube(new { playlists = new[] { new { id = "PLmusterstadt", title = "" } } }, "PLmusterstadt");
        await stage.Behave(new { verified = false });
        var (post, key) = (stage.Post("Ohne Standbild"), stage.NewKey());
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var entry = (await stage.Ledger())[^1];
        Assert.Equal(("", "", true), (entry.More["still"], entry.More["playlists"], entry.More["captions"].Length > 0));
        // Asked once, not at every turn.
        stage.Calls.Clear();
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Equal("GET videos", Assert.Single(stage.Calls).Name);
    }

    [Fact]
    public async Task Subtitles_whose_answer_was_lost_are_there_once()
    {
        await using var stage = await OpenYouTube();
        var (post, key) = (stage.Post("Untertitelt"), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "captions", After: true, Count: 1));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.DoesNotContain(' ', (await stage.Ledger())[^1].More["captions"]);
    }

    [Fact]
    public async Task An_edit_changes_headline_and_text_but_neither_video_nor_subtitles()
    {
        await using var stage = await OpenYouTube();
        var (post, key) = (stage.Post("Mit Feler"), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        foreach (var other in new[] { YouTubeStage.VideoOf(new MemoryStream([.. YouTubeStage.Small, 1])), post.Video! with { Subtitles = new OutgoingSubtitles("anders", "de", YouTubeStage.Subtitles) } })
            Assert.Equal("Networks.YouTube.VideoStays", Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(stage.EditOf(post with { Video = other }, done.Receipt, stage.Kept(key)), default)).Why.Key);
        var edit = stage.EditOf(post with { Title = "Neue Überschrift", Text = "Ohne Fehler" }, done.Receipt, stage.Kept(key));
        Assert.Null(await stage.Publisher.Prepare(edit, default));
        Assert.Equal(done, await stage.Publisher.Send(edit, default));
        var entry = (await stage.Ledger())[^1];
        Assert.Equal(("edit", "Neue Überschrift", "Ohne Fehler", "public"), (entry.Kind, entry.More["title"], entry.Text, entry.Visibility));
    }

    [Fact]
    public async Task Only_a_link_to_a_public_video_of_this_channel_is_a_receipt()
    {
        await using var stage = await OpenYouTube();
        await using var other = await OpenYouTube();
        var theirs = Assert.IsType<Step.Done>(await other.Publish(other.Post("Nicht unseres"), other.NewKey()));
        Assert.Null(await stage.Publisher.ReceiptFor(theirs.Receipt.Link, stage.Session, default));
        var key = stage.NewKey();
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(stage.Post("Privat"), key), default));
        var hidden = Assert.Single(await stage.Videos());
        Assert.Null(await stage.Publisher.ReceiptFor(new Uri($"https://youtu.be/{hidden}"), stage.Session, default));
        var ours = Assert.IsType<Step.Done>(await stage.Publish(stage.Post("Privat"), key)).Receipt;
        foreach (var (link, good) in new[]
        {
            ($"https://youtu.be/{hidden}?si=x", true), ($"https://m.youtube.com/watch?t=3&v={hidden}", true), ($"https://www.youtube.com/shorts/{hidden}", true),
            ($"https://example.org/watch?v={hidden}", false), ("https://www.youtube.com/@stadt", false), ("https://www.youtube.com/watch?v=", false),
        })
            Assert.Equal(good ? ours : null, await stage.Publisher.ReceiptFor(new Uri(link), stage.Session, default));
    }

    [Fact]
    public async Task A_video_that_somebody_took_away_while_the_outcome_was_open_is_for_a_person_to_judge()
    {
        await using var stage = await OpenYouTube();
        var (post, key) = (stage.Post("Weg"), stage.NewKey());
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt), default));
        Assert.Equal("Networks.PostGone", Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: stage.House.Now), default)).Why.Key);
        // Taken away before it was public: after a while it is brought anew.
        stage.House.Clock.Advance(TimeSpan.FromMinutes(3));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Single(await stage.Seen());
    }
}
