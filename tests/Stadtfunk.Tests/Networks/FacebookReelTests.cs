using System.Net.Http.Json;
using Stadtfunk.Networks.Meta.Facebook;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>Reels on a page of the Lab's Facebook.</summary>
public sealed class FacebookReelTests(Peers peers)
{
    private static readonly VideoRules Rules = FacebookNetwork.Network.FormOf("reel")!.Rules.Video!;

    private async Task<FacebookStage> Open(string? scopes = null) => await FacebookStage.Open(await peers.Lab(default), scopes);

    private static Outgoing Reel(FacebookStage stage, string text, OutgoingVideo? video = null) =>
        stage.Post(text, new Uri("https://www.musterstadt.de/advent")) with { Form = "reel", Pictures = [], Video = video ?? Movie.Of(TimeSpan.FromSeconds(20)) };

    private static Task Working(FacebookStage stage, int milliseconds) => Told(stage, new { processingMs = milliseconds });

    private static async Task Told(FacebookStage stage, object habits) => (await stage.Lab.Http.PutAsJsonAsync($"lab/facebook/{stage.Account.Account}", habits)).EnsureSuccessStatusCode();

    [Fact]
    public async Task A_reel_is_brought_whole_finished_by_one_call_waited_for_changed_and_deleted()
    {
        await using var stage = await Open();
        var (post, key, intent) = (Reel(stage, "Der Gruß zum Advent."), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Empty(await stage.Seen());
        await Working(stage, 3_600_000);
        var waiting = Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        // Taken is not seen.
        Assert.IsType<Step.Waiting>(await Poll(stage, post, key, waiting.Ticket));
        Assert.IsType<Step.Waiting>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default)).Step);
        await Working(stage, 0);
        var done = Assert.IsType<Step.Done>(await Poll(stage, post, key, waiting.Ticket));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal((entry.Id, entry.Url, $"https://www.facebook.com/reel/{entry.Id}"), (done.Receipt.RemoteId, done.Receipt.Link.AbsoluteUri, entry.Url));
        Assert.Equal(("Der Gruß zum Advent.\n\nhttps://www.musterstadt.de/advent", post.Video!.Name, post.Video.Bytes), (entry.Text, entry.Pictures[0].Sha256, entry.Pictures[0].Bytes));
        Assert.Equal(done.Receipt, Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default)).Receipt);
        Assert.IsType<Finding.Found>(await stage.Publisher.ReadBack(stage.Errand(post, key, receipt: done.Receipt), default));
        Assert.Equal(done.Receipt, await stage.Publisher.ReceiptFor(done.Receipt.Link, stage.Session, default));

        var better = stage.Errand(post with { Text = "Ohne Fehler." }, stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.Null(await stage.Publisher.Prepare(better, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(better, default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(better, default));
        var away = stage.Errand(post, stage.NewKey(), ErrandKind.Delete, done.Receipt);
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(away, default));
        Assert.IsType<Step.Done>(await stage.Publisher.Send(away, default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(away, default));
    }

    [Theory]
    [InlineData(540, 960, 3000, null)]
    [InlineData(538, 956, 3000, VideoFault.TooFewPixels)]
    [InlineData(1080, 1350, 3000, VideoFault.Shape)]
    [InlineData(1080, 1920, 2999, VideoFault.TooShort)]
    [InlineData(1080, 1920, 90_000, null)]
    [InlineData(1080, 1920, 90_001, VideoFault.TooLong)]
    public async Task Our_limits_are_theirs(int width, int height, int milliseconds, VideoFault? fault)
    {
        await using var stage = await Open();
        var film = Movie.Of(TimeSpan.FromMilliseconds(milliseconds), width, height);
        Assert.Equal(fault is { } wrong ? [wrong] : [], Rules.Faults(film.MediaType, width, height, film.Length, film.Bytes));
        // What does not fit comes out when it was taken and is worked on.
        var step = await stage.Publish(Reel(stage, "Bis zum Rand", film), stage.NewKey());
        Assert.Equal(fault is null ? typeof(Step.Done) : typeof(Step.Refused), step.GetType());
        Assert.Equal(fault is null ? 1 : 0, (await stage.Seen()).Count);
    }

    [Fact]
    public async Task A_reel_without_a_video_is_refused_before_any_call()
    {
        await using var stage = await Open();
        stage.Calls.Clear();
        Assert.Equal("Networks.NeedsVideo", Assert.IsType<Step.Refused>(await stage.Publish(stage.Post("Nur Worte") with { Form = "reel" }, stage.NewKey())).Why.Key);
        Assert.Empty(stage.Calls);
    }

    [Fact]
    public async Task The_thirty_first_of_a_day_waits()
    {
        await using var lab = await LabProcess.Start([], default);
        await using var stage = await FacebookStage.Open(lab);
        for (var i = 0; i < 30; i++)
            Assert.IsType<Step.Done>(await stage.Publish(Reel(stage, $"Nummer {i}", Movie.Of(TimeSpan.FromSeconds(5), pictures: 1000 + i)), $"{i}"));
        Assert.IsType<Step.Later>(await Once(stage, Reel(stage, "Zu viel", Movie.Of(TimeSpan.FromSeconds(5), pictures: 2000)), "zu viel"));
        await lab.MoveClock(TimeSpan.FromHours(25), default);
        Assert.Equal(30, (await stage.Seen()).Count);
    }

    [Theory]
    [InlineData("reel", LabFaultKind.Error, "Later")]
    [InlineData("reel", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("reel", LabFaultKind.TooManyRequests, "Later")]
    [InlineData("rupload", LabFaultKind.Error, "Later")]
    [InlineData("rupload", LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData("rupload", LabFaultKind.HalfUpload, "Later")]
    public async Task What_goes_wrong_on_the_way_decides_what_follows(string endpoint, LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        await OnTheWay.Decides(stage, stage.Lab, stage.Account, Reel(stage, "Warum nicht?"), new LabFault(kind, endpoint), expected);
    }

    [Theory]
    [InlineData(LabFaultKind.Error, "Unknown")]
    [InlineData(LabFaultKind.TooManyRequests, "Later")]
    [InlineData(LabFaultKind.TokenExpired, "SignInLost")]
    [InlineData(LabFaultKind.Reset, "Unknown")]
    public async Task What_goes_wrong_with_the_call_that_finishes_decides_what_follows(LabFaultKind kind, string expected)
    {
        await using var stage = await Open();
        var (post, key) = (Reel(stage, "Am Ende"), stage.NewKey());
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(kind, "reel"));
        Assert.Equal(expected, (await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default)).GetType().Name);
        Assert.Empty(await stage.Seen());
    }

    /// <summary>Start, upload, finish, state.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(4, true)]
    public async Task A_process_or_an_answer_that_is_lost_at_any_call_leads_to_one_reel(int at, bool dies)
    {
        await using var stage = await Open();
        var calls = 0;
        string[] names = ["reel", "rupload", "reel", "read"];
        var (post, key) = (Reel(stage, "Ob das ankommt?"), stage.NewKey());
        if (!dies && at < 3)
            await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, names[at - 1], After: true, Count: 1));
        DateTime? intent = null;
        Receipt? receipt = null;
        var parts = new Dictionary<string, string>();
        Errand Mortal(string? ticket = null) => new(ErrandKind.Publish, key, post, stage.Session, null, ticket, parts, (name, value, _) => { parts[name] = value; return Task.CompletedTask; },
            _ => { if (++calls == at && dies) throw new OperationCanceledException("The process is gone."); }) { IntentAt = intent };
        for (var turn = 0; turn < 8 && receipt is null; turn++)
        {
            var (sent, step) = (false, (Step?)null);
            try
            {
                step = await stage.Publisher.Prepare(Mortal(), default);
                if (step is null)
                {
                    if (!dies && at >= 3 && intent is null)
                        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, names[at - 1], After: true, Count: 1));
                    intent ??= stage.House.Now;
                    sent = true;
                    step = await stage.Publisher.Send(Mortal(), default);
                }
            }
            catch (OperationCanceledException)
            {
                step = null;
            }
            for (var polls = 0; step is Step.Waiting { Ticket: { Length: > 0 } ticket } && polls < 3; polls++)
                try
                {
                    step = await stage.Publisher.Poll(Mortal(ticket), default) is var said and not Step.Later ? said : step;
                }
                catch (OperationCanceledException)
                {
                    // Asked again by whoever goes on.
                }
            stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
            receipt = (step as Step.Done)?.Receipt;
            if (sent && step is null or Step.Unknown or Step.Duplicate)
                receipt = (await stage.Publisher.LookUp(Mortal(), default) as Finding.Found)?.Receipt;
        }
        Assert.Equal(receipt?.RemoteId, Assert.Single(await stage.Seen()).Id);
        Assert.True(dies ? calls >= at : await stage.SpoiledCalls() == 1);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task An_upload_that_was_cut_off_goes_on_where_it_broke_where_the_page_says_how_far_it_is(bool dies, bool says)
    {
        await using var stage = await Open();
        await Told(stage, new { saysBytes = says });
        var (key, intent) = (stage.NewKey(), stage.House.Now);
        var film = Movie.Of(TimeSpan.FromSeconds(20), pictures: 9_000_000);
        var post = Reel(stage, "In zwei Teilen", film);
        if (dies)
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stage.Publisher.Prepare(Dying(stage, post, key), default));
        else
        {
            await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.HalfUpload, "rupload", Count: 1));
            Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        }
        var broke = await Brought(stage);
        Assert.InRange(broke, 1, film.Bytes - 1);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Equal(says ? film.Bytes : broke + film.Bytes, await Brought(stage));
        Assert.Equal(says ? 1 : 2, stage.Calls.Count(call => call.Name == "POST {page}/video_reels start"));
        Assert.IsType<Step.Waiting>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        var entry = Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default));
        Assert.Equal((film.Name, film.Bytes), (entry.Pictures[0].Sha256, entry.Pictures[0].Bytes));
    }

    [Fact]
    public async Task What_has_come_whole_and_is_not_counted_is_waited_for_a_while_and_then_brought_anew()
    {
        await using var stage = await Open();
        var film = Movie.Of(TimeSpan.FromSeconds(20), pictures: 2_000_000);
        var (post, key) = (Reel(stage, "Nicht gezählt", film), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.HalfUpload, "rupload", Count: 1));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        // The rest comes, and the door still waits for more.
        var came = await Brought(stage);
        using var request = new HttpRequestMessage(HttpMethod.Post, stage.Parts["reel"].Split(' ')[4]) { Content = new ByteArrayContent(new byte[film.Bytes - came]) };
        request.Headers.Add("Authorization", $"OAuth {stage.Account.Token}");
        request.Headers.Add("offset", $"{came}");
        request.Headers.Add("file_size", $"{film.Bytes + 1}");
        using var answer = await stage.Lab.Http.SendAsync(request);
        Assert.Equal(film.Bytes, await Brought(stage));
        for (var minute = 0; minute < 5; minute++)
        {
            Assert.IsType<Step.Waiting>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
            stage.House.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.Equal(2, stage.Calls.Count(call => call.Name == "POST {page}/video_reels start"));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(film.Name, Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).Pictures[0].Sha256);
    }

    [Fact]
    public async Task The_door_takes_what_comes_next_and_nothing_else()
    {
        await using var stage = await Open();
        var film = Movie.Of(TimeSpan.FromSeconds(20), pictures: 2_000_000);
        var (post, key) = (Reel(stage, "Falsche Stelle", film), stage.NewKey());
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.HalfUpload, "rupload", Count: 1));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        var there = stage.Parts["reel"].Split(' ')[4];
        foreach (var offset in (long[])[0, await Brought(stage) - 1, film.Bytes])
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, there) { Content = new ByteArrayContent(new byte[10]) };
            request.Headers.Add("Authorization", $"OAuth {stage.Account.Token}");
            request.Headers.Add("offset", $"{offset}");
            request.Headers.Add("file_size", $"{film.Bytes}");
            using var answer = await stage.Lab.Http.SendAsync(request);
            Assert.Contains("6001", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        // Cut off once more, the rest of the rest follows.
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.HalfUpload, "rupload", Count: 1));
        Assert.IsType<Step.Later>(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        Assert.Equal(film.Name, Assert.Single(await stage.Lab.Ledger.Posts(stage.Account, default)).Pictures[0].Sha256);
        Assert.Equal(film.Bytes, await Brought(stage));
    }

    // The row is lost when it says the second time how much has gone.
    private static Errand Dying(FacebookStage stage, Outgoing post, string key) => stage.Mortal(post, key, null, () => stage.Parts.ContainsKey("sent"), () => false);

    // What was on the line when it broke has come by then, or never comes.
    private static async Task<long> Brought(FacebookStage stage)
    {
        for (long last = -1; ;)
        {
            await Task.Delay(300);
            var now = await stage.Lab.Http.GetFromJsonAsync<long>($"lab/facebook/{stage.Account.Account}/brought");
            if (now == last)
                return now;
            last = now;
        }
    }

    [Fact]
    public async Task A_finish_that_never_arrived_is_certain_after_a_while_and_made_again()
    {
        await using var stage = await Open();
        var (post, key, intent) = (Reel(stage, "Nie angekommen"), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "reel", After: false, Count: 1));
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default));
        stage.House.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.IsType<Finding.Absent>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent), default));
        Assert.IsType<Step.Done>(await stage.Publish(post, key));
        // Finished once more it is refused, and found as what it is.
        var again = Assert.IsType<Step.Duplicate>(await stage.Publisher.Send(stage.Errand(post, key, intentAt: intent), default));
        Assert.IsType<Finding.Found>(await stage.Publisher.LookUp(stage.Errand(post, key, intentAt: intent, refusal: again.Why), default));
        Assert.Single(await stage.Seen());
    }

    [Fact]
    public async Task A_finish_that_never_arrived_at_a_server_that_works_ahead_is_asked_about_after_a_while_and_never_believed()
    {
        await using var stage = await Open();
        await Told(stage, new { processingMs = 1000, worksAhead = true });
        var (post, key, intent) = (Reel(stage, "Schon bearbeitet"), stage.NewKey(), stage.House.Now);
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        await stage.Lab.Faults.Spoil(stage.Account, default, new LabFault(LabFaultKind.Reset, "reel", After: false, Count: 1));
        Errand Now(string? ticket = null) => new(ErrandKind.Publish, key, post, stage.Session, null, ticket, stage.Parts, (_, _, _) => Task.CompletedTask, stage.Calls.Add) { IntentAt = intent };
        Assert.IsType<Step.Unknown>(await stage.Publisher.Send(Now(), default));
        stage.House.Clock.Advance(TimeSpan.FromMinutes(1));
        var waiting = Assert.IsType<Step.Waiting>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(Now(), default)).Step);
        // Worked through, and then nothing follows.
        await Told(stage, new { processingMs = 0, worksAhead = true });
        Assert.IsType<Step.Waiting>(await stage.Publisher.Poll(Now(waiting.Ticket), default));
        stage.House.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.IsType<Step.Unknown>(await stage.Publisher.Poll(Now(waiting.Ticket), default));
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(Now(), default));
        Assert.Empty(await stage.Seen());
    }

    [Fact]
    public async Task A_refusal_is_believed_of_the_first_call_alone()
    {
        await using var stage = await Open();
        var (post, key, intent, why) = (Reel(stage, "Zweimal gefragt"), stage.NewKey(), stage.House.Now, new Sentence("Networks.Facebook.VideoRefused", "x"));
        Assert.Null(await stage.Publisher.Prepare(stage.Errand(post, key), default));
        Errand After(TimeSpan later) => new(ErrandKind.Publish, key, post, stage.Session, null, null, stage.Parts, (_, _, _) => Task.CompletedTask, stage.Calls.Add)
        {
            IntentAt = intent, SentAt = intent + later, Refusal = why,
        };
        Assert.IsType<Step.Refused>(Assert.IsType<Finding.Clear>(await stage.Publisher.LookUp(After(TimeSpan.Zero), default)).Step);
        Assert.IsType<Finding.CannotTell>(await stage.Publisher.LookUp(After(TimeSpan.FromMinutes(1)), default));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_live_keeps_its_form(bool reel)
    {
        await using var stage = await Open();
        var (post, key) = (Reel(stage, "So oder so"), stage.NewKey());
        post = reel ? post : post with { Form = null };
        var done = Assert.IsType<Step.Done>(await stage.Publish(post, key));
        var edit = stage.Errand(post with { Form = reel ? null : "reel" }, stage.NewKey(), ErrandKind.Edit, done.Receipt);
        Assert.Equal("Networks.Facebook.FormStays", Assert.IsType<Step.Refused>(await stage.Publisher.Prepare(edit, default)).Why.Key);
    }

    [Fact]
    public async Task A_stopped_account_stops_the_channel()
    {
        await using var stage = await Open("read write blocked");
        Assert.IsType<Step.Stopped>(await stage.Publish(Reel(stage, "Darf ich noch?"), stage.NewKey()));
    }

    // With what was kept of this row alone.
    private static async Task<Step> Once(FacebookStage stage, Outgoing post, string key) =>
        await stage.Publisher.Prepare(stage.Errand(post, key), default) ?? await stage.Publisher.Send(stage.Errand(post, key, intentAt: stage.House.Now), default);

    private static Task<Step> Poll(FacebookStage stage, Outgoing post, string key, string ticket) =>
        stage.Publisher.Poll(new(ErrandKind.Publish, key, post, stage.Session, null, ticket, stage.Parts, (_, _, _) => Task.CompletedTask, stage.Calls.Add), default);
}
