using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;
using Stadtfunk.Publishing.Foresight;
using Xunit;

namespace Stadtfunk.Tests.Publishing;

/// <summary>What a network takes in a day, and no answer tells, is counted out of what was really sent: too much waits for its turn, and is said days before.</summary>
public sealed class DayLimitTests
{
    private const string Begin = "POST probe/begin";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ScriptedNetwork With(DayLimit limit)
    {
        var plain = new ScriptedNetwork().Network;
        return new ScriptedNetwork
        {
            Network = plain with { DayLimits = [limit], Forms = [new PostForm("kurz", "Networks.Facebook.Form.Reel", "Networks.Facebook.Form.Reel.Hint", plain.Rules)] },
        };
    }

    // So long that a post may still go out on the next day.
    private static Task<Newsroom> Open(DayLimit limit, int channels = 1) => Newsroom.Open(channels, With(limit), cutOff: TimeSpan.FromHours(48));

    [Fact]
    public async Task What_is_over_it_waits_with_a_sentence_until_there_is_room_and_goes_out_once()
    {
        await using var room = await Open(new DayLimit(2));
        await room.Release("Erster");
        await room.Turn();
        var began = room.House.Now;
        room.House.Clock.Advance(TimeSpan.FromHours(1));
        await room.Release("Zweiter");
        await room.Turn();
        var third = await room.Release("Dritter");
        await room.Turn();
        await room.House.Restart();
        await room.Turn();
        var row = await room.Row(third);
        Assert.Equal((DeliveryState.Waiting, "Publishing.DayUsedUp", began.AddDays(1), 0, 2), (row.State, row.SentenceKey, row.NextAt, row.Attempt, room.Network.Calls));
        Assert.Equal("Probenetz\u001f2\u001f24.11.\u001f09:00", row.SentenceArgs);
        var health = await Health(room);
        Assert.Equal((0, began.AddDays(1)), (Assert.Single(health.Days).Left, health.Days[0].RoomAt));
        room.House.Clock.Advance(began.AddDays(1).AddSeconds(-2) - room.House.Now);
        await room.Turn();
        Assert.Equal(2, room.Network.Calls);
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal((3, DeliveryState.Published), (room.Network.Accepted.Count, (await room.Row(third)).State));
        // Of the two that count now the second was made an hour later than the first.
        Assert.Equal(began.AddDays(1).AddHours(1), (await Health(room)).Days[0].RoomAt);
    }

    [Fact]
    public async Task What_was_put_off_counts_from_when_it_was_taken()
    {
        await using var room = await Open(new DayLimit(1));
        room.Network.Sends.Enqueue(_ => new Step.Later(TimeSpan.FromHours(20), new Sentence("Networks.TooFast", "Probenetz")));
        var first = await room.Release("Erster");
        await room.Turn();
        room.House.Clock.Advance(TimeSpan.FromHours(20));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await room.Row(first)).State);
        room.House.Clock.Advance(TimeSpan.FromHours(5));
        var second = await room.Release("Zweiter");
        await room.Turn();
        Assert.Equal((DeliveryState.Waiting, "Publishing.DayUsedUp"), ((await room.Row(second)).State, (await room.Row(second)).SentenceKey));
        room.House.Clock.Advance(TimeSpan.FromHours(19));
        await room.Pass(TimeSpan.FromSeconds(3));
        Assert.Equal(DeliveryState.Published, (await room.Row(second)).State);
    }

    [Fact]
    public async Task What_is_only_about_so_many_is_told_ahead_and_holds_nothing_back()
    {
        await using var room = await Open(new DayLimit(1) { Approximate = true });
        await room.Release("Erster");
        await room.Turn();
        var second = await room.Release("Zweiter");
        await room.Release("Morgen", room.House.Now.AddHours(10));
        Assert.Equal("Quota", (await Ahead(room))?.Key);
        await room.Turn();
        Assert.Equal((DeliveryState.Published, 0), ((await room.Row(second)).State, (await Health(room)).Days[0].Left));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Terms.AsDraft, true)]
    [InlineData("PUBLIC_TO_EVERYONE", false)]
    public async Task A_limit_of_drafts_holds_back_what_goes_as_one(string? audience, bool waits)
    {
        Terms? Chosen(string? whom) => audience is null ? null : new Terms { Audience = whom };
        var plain = With(new DayLimit(1) { Drafts = true, AsDraft = true }).Network;
        var asks = plain with { Rules = audience is null ? plain.Rules : plain.Rules with { Asks = new TermRules(["PUBLIC_TO_EVERYONE"]) } };
        await using var room = await Newsroom.Open(1, new ScriptedNetwork { Network = asks }, cutOff: TimeSpan.FromHours(48));
        room.Network.Sends.Enqueue(errand => new Step.Waiting(errand.Key, TimeSpan.FromSeconds(100)) { ForPerson = new Sentence("Networks.TikTok.InInbox") });
        await room.Release("Erster", terms: Chosen(Terms.AsDraft));
        await room.Turn();
        var second = await room.Release("Zweiter", terms: Chosen(audience));
        await room.Turn();
        Assert.Equal(waits ? DeliveryState.Waiting : DeliveryState.Published, (await room.Row(second)).State);
    }

    [Fact]
    public async Task What_all_channels_have_together_is_counted_together_ahead()
    {
        await using var room = await Open(new DayLimit(3) { Call = Begin, OfApp = true }, channels: 2);
        await room.Release("Erster", room.House.Now.AddHours(5));
        Assert.Null(await Ahead(room));
        // Two channels each: four in all.
        await room.Release("Zweiter", room.House.Now.AddHours(6));
        var hitches = await room.House.With((Preflight preflight) => preflight.Of(Ct));
        Assert.Equal(1, Assert.Single(hitches).Value.Posts);
    }

    [Fact]
    public async Task What_was_refused_takes_no_room_and_what_nobody_knows_of_does()
    {
        await using var room = await Open(new DayLimit(2));
        room.Network.Sends.Enqueue(_ => new Step.Refused(new Sentence("Publishing.InternalError")));
        await room.Release("Abgelehnt");
        await room.Turn();
        room.Network.Sends.Enqueue(_ => new Step.Unknown(new Sentence("Publishing.InternalError")));
        for (var i = 0; i < 6; i++)
            room.Network.LookUps.Enqueue(_ => new Finding.CannotTell(new Sentence("Publishing.NobodyCanTell")));
        await room.Release("Ungewiss");
        await room.Pass(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await Health(room)).Days[0].Left);
        await room.Release("Dritter");
        var fourth = await room.Release("Vierter");
        await room.Turn();
        Assert.Equal((3, "Publishing.DayUsedUp"), (room.Network.Calls, (await room.Row(fourth)).SentenceKey));
    }

    [Fact]
    public async Task What_could_only_be_missed_is_tried()
    {
        await using var room = await Newsroom.Open(scripted: With(new DayLimit(1)));
        await room.Release("Erster");
        await room.Turn();
        var second = await room.Release("Zweiter");
        Assert.True((await room.Row(second)).CutOff < room.House.Now.AddHours(20));
        await room.Turn();
        Assert.Equal((2, DeliveryState.Published), (room.Network.Calls, (await room.Row(second)).State));
    }

    [Fact]
    public async Task A_limit_of_a_form_holds_back_that_form_and_nothing_else()
    {
        await using var room = await Open(new DayLimit(1) { Form = "kurz", Call = Begin });
        room.Network.Sends.Enqueue(errand => Noting(room, errand, 200));
        await room.Release("Kurz", form: "kurz");
        await room.Turn();
        var second = await room.Release("Noch kurz", form: "kurz");
        var plain = await room.Release("Lang");
        await room.Turn();
        Assert.Equal((2, "Publishing.DayUsedUp", DeliveryState.Published), (room.Network.Calls, (await room.Row(second)).SentenceKey, (await room.Row(plain)).State));
    }

    /// <summary>23 November 2026, 08:00 UTC, is midnight in California.</summary>
    [Fact]
    public async Task A_day_that_ends_at_a_midnight_begins_anew_there_and_is_had_by_all_channels_together()
    {
        await using var room = await Open(new DayLimit(2) { Call = Begin, Zone = "America/Los_Angeles", OfApp = true }, channels: 2);
        room.House.Clock.Advance(TimeSpan.FromHours(20));
        for (var i = 0; i < 2; i++)
            room.Network.Prepares.Enqueue(errand => { errand.Note(new Call(Begin, 200, null, null, TimeSpan.Zero)); return null; });
        var first = await room.Release("Erster");
        await room.Turn();
        Assert.All(await room.Rows(first), row => Assert.Equal(DeliveryState.Published, row.State));
        var second = await room.Release("Zweiter");
        await room.Turn();
        var midnight = new DateTime(2026, 11, 24, 8, 0, 0, DateTimeKind.Utc);
        Assert.All(await room.Rows(second), row => Assert.Equal(("Publishing.DayOfAppUsedUp", midnight), (row.SentenceKey, row.NextAt)));
        Assert.Equal((0, midnight), ((await Health(room)).Days[0].Left, (await Health(room)).Days[0].EndsAt));
        room.House.Clock.Advance(midnight - room.House.Now);
        await room.Turn();
        Assert.All(await room.Rows(second), row => Assert.Equal(DeliveryState.Published, row.State));
        Assert.Equal(2, (await Health(room)).Days[0].Left);
    }

    [Fact]
    public async Task Whoever_has_begun_goes_on()
    {
        await using var room = await Open(new DayLimit(1) { Call = Begin, Zone = "America/Los_Angeles" });
        room.Network.Prepares.Enqueue(errand =>
        {
            errand.Note(new Call(Begin, 200, null, null, TimeSpan.Zero));
            return new Step.Waiting("", TimeSpan.FromSeconds(5)) { Percent = 10 };
        });
        var post = await room.Release();
        await room.Turn();
        await room.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(DeliveryState.Published, (await room.Row(post)).State);
    }

    [Theory]
    [InlineData(403, null, true)]
    [InlineData(null, "no-connection", true)]
    [InlineData(null, "timeout", false)]
    public async Task A_call_that_was_certainly_not_taken_takes_no_room(int? status, string? code, bool room)
    {
        await using var news = await Open(new DayLimit(1) { Call = Begin });
        news.Network.Prepares.Enqueue(errand =>
        {
            errand.Note(new Call(Begin, status, code, null, TimeSpan.Zero));
            return new Step.Refused(new Sentence("Publishing.InternalError"));
        });
        await news.Release("Erster");
        await news.Turn();
        var second = await news.Release("Zweiter");
        await news.Turn();
        Assert.Equal(room ? DeliveryState.Published : DeliveryState.Waiting, (await news.Row(second)).State);
    }

    [Fact]
    public async Task A_draft_that_somebody_finishes_makes_room_for_the_next()
    {
        await using var room = await Open(new DayLimit(1) { Drafts = true });
        var finished = false;
        Step Draft(Errand errand) => finished ? room.Network.Accept(errand) : new Step.Waiting(errand.Key, TimeSpan.FromSeconds(100)) { ForPerson = new Sentence("Networks.TikTok.InInbox") };
        for (var i = 0; i < 12; i++)
            room.Network.Sends.Enqueue(Draft);
        await room.Release("Erster");
        await room.Turn();
        var second = await room.Release("Zweiter");
        await room.Turn();
        Assert.Equal(("Publishing.TooManyDrafts", 0), ((await room.Row(second)).SentenceKey, (await room.Row(second)).Attempt));
        finished = true;
        await room.Pass(TimeSpan.FromMinutes(11));
        Assert.Equal((2, DeliveryState.Published), (room.Network.Accepted.Count, (await room.Row(second)).State));
    }

    [Fact]
    public async Task More_in_a_form_than_the_network_takes_in_a_day_is_one_red_line_three_days_ahead()
    {
        await using var room = await Open(new DayLimit(2) { Form = "kurz", Call = Begin });
        foreach (var hours in (int[])[30, 31])
            await room.Release($"Kurz in {hours} Stunden", room.House.Now.AddHours(hours), form: "kurz");
        foreach (var hours in (int[])[32, 33])
            await room.Release($"Lang in {hours} Stunden", room.House.Now.AddHours(hours));
        Assert.Null(await Ahead(room));
        await room.Release("Zu viel", room.House.Now.AddHours(40), form: "kurz");
        var hitch = await Ahead(room);
        Assert.Equal(("Quota", 1, room.House.Now.AddHours(40), "/desk/kalender"), (hitch?.Key, hitch?.Posts, hitch?.First, hitch?.Link));
        Assert.Contains("2 Beiträge in der Form „Reel“", room.House.Get<Words>().Of(hitch!.Why), StringComparison.Ordinal);
        // A day later there is room for it again.
        await room.Release("Am Tag darauf", room.House.Now.AddHours(56), form: "kurz");
        Assert.Equal(1, (await Ahead(room))!.Posts);
    }

    [Theory]
    [InlineData("facebook", "reel", 30)]
    [InlineData("youtube", null, 100)]
    [InlineData("tiktok", null, 5)]
    public async Task What_is_known_of_a_network_is_counted(string network, string? form, int posts)
    {
        await using var room = await Newsroom.Open();
        var limit = Assert.Single(room.House.Get<NetworkBook>().Find(network)!.DayLimits);
        Assert.Equal((form, posts), (limit.Form, limit.Posts));
    }

    [Fact]
    public async Task An_app_that_TikTok_has_audited_has_a_limit_for_each_way()
    {
        await using var room = await Newsroom.Open(settings: [new("Networks:TikTok:Audited", "true")]);
        var limits = room.House.Get<NetworkBook>().Find("tiktok")!.DayLimits;
        Assert.Equal([(15, false, true), (5, true, false)], limits.Select(limit => (limit.Posts, limit.Drafts, limit.Approximate)));
        Assert.Equal([false, true], limits.Select(limit => limit.Concerns(null, new Terms { Audience = Terms.AsDraft })));
        Assert.Equal([true, false], limits.Select(limit => limit.Concerns(null, new Terms { Audience = "SELF_ONLY" })));
    }

    [Fact]
    public async Task Where_only_a_person_makes_room_before_the_cut_off_no_time_is_promised()
    {
        await using var room = await Newsroom.Open(scripted: With(new DayLimit(1) { Drafts = true }));
        room.Network.Sends.Enqueue(errand => new Step.Waiting(errand.Key, TimeSpan.FromSeconds(100)) { ForPerson = new Sentence("Networks.TikTok.InInbox") });
        await room.Release("Erster");
        await room.Turn();
        var second = await room.Release("Zweiter");
        await room.Turn();
        var row = await room.Row(second);
        Assert.True(row.CutOff < room.House.Now.AddHours(20));
        Assert.Equal((DeliveryState.Waiting, "Publishing.TooManyDraftsTillThen"), (row.State, row.SentenceKey));
    }

    private static Step Noting(Newsroom room, Errand errand, int status)
    {
        errand.Note(new Call(Begin, status, null, null, TimeSpan.Zero));
        return room.Network.Accept(errand);
    }

    private static async Task<ChannelHealth> Health(Newsroom room) => (await room.House.With((ReadChannelSheet sheet) => sheet.Run(room.Lead, room.Channels[0], Ct))).Value!.Health;

    private static async Task<Hitch?> Ahead(Newsroom room) => (await room.House.With((Preflight preflight) => preflight.Of(Ct))).GetValueOrDefault(room.Channels[0]);
}
