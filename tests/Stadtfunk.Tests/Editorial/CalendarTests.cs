using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Calendar;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;
using static Stadtfunk.Tests.Editorial.SlotDays;

namespace Stadtfunk.Tests.Editorial;

public sealed class CalendarTests
{
    private static readonly CalendarSpan Week = CalendarSpan.Of(CalendarLook.Week, new DateOnly(2026, 11, 25));
    private static readonly DateTime Friday = new(2026, 11, 27, 11, 0, 0);

    [Fact]
    public async Task A_post_lies_on_its_day_and_only_for_those_who_may_see_it()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Draft(due: new PostDue.At(Utc(2026, 11, 26, 23, 30)));
        // Half past midnight in the city: Friday already.
        var entry = Assert.Single(Entries(await Board(room, room.Writer)));
        Assert.Equal((post.Id, new DateOnly(2026, 11, 27), true, true), (entry.Post!.Id, entry.Day, entry.MayMove, entry.Quiet));
        var stranger = await room.House.Actor("Fe Krüger", (room.Fire, Role.Writer));
        Assert.Empty(Entries(await Board(room, stranger)));
    }

    [Fact]
    public async Task A_slot_is_a_gap_until_somebody_writes_and_stands_in_its_channels()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot();
        Assert.Equal(slot, Assert.Single(Entries(await Board(room, room.Writer))).Gap!.Slot);
        room.House.Clock.Advance(TimeSpan.FromHours(8));
        await room.Round();
        var gap = Assert.Single(Entries(await Board(room, room.Writer)));
        Assert.Equal((PeriodState.Drafted, room.MuseumChannel), (gap.Gap!.State, Assert.Single(gap.Channels)));
        Assert.Empty(Entries(await Board(room, room.Writer, room.CityChannel)));
        var view = await room.View(gap.Gap.Post!.Value);
        Good(await room.Save(room.Writer, view.Standing, view.Content with { Text = "Am Sonntag ins Museum." }, new PostDue.At(gap.At)));
        Assert.Equal(gap.Gap.Post, Assert.Single(Entries(await Board(room, room.Writer))).Post!.Id);
    }

    [Fact]
    public async Task A_draft_is_moved_by_its_writer_and_moved_back()
    {
        await using var room = await Newsroom.Open();
        var before = Utc(2026, 11, 25, 9);
        var draft = await room.Draft(due: new PostDue.At(before));
        var moved = Good(await Move(room, room.Writer, draft.Id, Friday));
        Assert.Equal((before, Utc(2026, 11, 27, 10), false), (moved.From, moved.To, moved.Quiet));
        Assert.True(Good(await Move(room, room.Writer, draft.Id, Friday.Date.AddHours(23))).Quiet);
        Good(await room.House.With((MovePost move) => move.Run(room.Writer, draft.Id, new PostDue.At(before), default)));
        Assert.Equal(before, (await room.View(draft.Id)).Due);
        Refused("Editorial.DueIsPast", await Move(room, room.Writer, draft.Id, new DateTime(2026, 11, 22, 10, 0, 0)));
        Refused("Kernel.HourDoesNotExist", await Move(room, room.Writer, draft.Id, new DateTime(2027, 3, 28, 2, 30, 0)));
        Refused("Kernel.HourExistsTwice", await Move(room, room.Writer, draft.Id, new DateTime(2027, 10, 31, 2, 30, 0)));
    }

    [Fact]
    public async Task A_scheduled_post_is_moved_by_whoever_releases_and_keeps_its_approval()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Scheduled(due: new PostDue.At(Utc(2026, 11, 25, 9)));
        Refused("Editorial.MoveNeedsRelease", await Move(room, room.Writer, post.Id, Friday));
        Good(await Move(room, room.MuseumApprover, post.Id, Friday));
        var view = await room.View(post.Id);
        Assert.Equal((PostState.Scheduled, Utc(2026, 11, 27, 10), 1), (view.Standing.State, view.Due, view.Standing.Revision));
    }

    [Fact]
    public async Task A_published_post_stays_where_it_is()
    {
        await using var room = await Newsroom.Open();
        var post = await room.Scheduled();
        await room.House.With(async (IPostProgress progress) =>
        {
            Assert.True(await progress.WentLive(post.Id, 1, room.House.Now, default));
            await progress.Moved(post.Id, 1, PostState.Publishing, default);
        });
        Refused("Editorial.LockedPublishing", await Move(room, room.Lead, post.Id, Friday));
        await room.House.With((IPostProgress progress) => progress.Moved(post.Id, 1, PostState.Published, default));
        Refused("Editorial.MovePublished", await Move(room, room.Lead, post.Id, Friday));
        var entry = Assert.Single(Entries(await Board(room, room.Lead)));
        Assert.Equal((new DateOnly(2026, 11, 23), false), (entry.Day, entry.MayMove));
    }

    [Fact]
    public async Task The_mix_says_what_is_missing()
    {
        await using var room = await Newsroom.Open();
        var event_ = Good(await room.House.With((CreateCategory create) => create.Run(room.Lead, new NewCategory("Veranstaltung", "violet", 30), default)));
        var service = Good(await room.House.With((CreateCategory create) => create.Run(room.Lead, new NewCategory("Service", "blue", 20), default)));
        await room.Draft(room.Snow with { Category = service }, new PostDue.At(Utc(2026, 11, 25, 9)));
        await room.Draft(due: new PostDue.At(Utc(2026, 11, 26, 9)));
        await room.Draft(room.Snow with { Category = event_ }, new PostDue.At(Utc(2026, 12, 2, 9)));
        var mix = (await Board(room, room.Lead)).Mix;
        Assert.Equal((2, 1, "Veranstaltung"), (mix.Total, mix.WithoutCategory, Assert.Single(mix.Missing).Name));
        Assert.Equal(50, mix.Rows.Single(row => row.Category.Id == service).Share);
        var next = await room.House.With((CalendarBoard board) => board.Run(room.Lead, CalendarSpan.Of(CalendarLook.Week, new DateOnly(2026, 12, 2)), null, default));
        Assert.Equal(service, Assert.Single(next.Mix.Missing).Id);
    }

    [Fact]
    public async Task What_was_planned_and_never_went_out_is_no_part_of_the_mix_any_more()
    {
        await using var room = await Newsroom.Open();
        var service = Good(await room.House.With((CreateCategory create) => create.Run(room.Lead, new NewCategory("Service", "blue", 20), default)));
        await room.Draft(room.Snow with { Category = service }, new PostDue.At(Utc(2026, 11, 25, 9)));
        await room.Submitted(due: new PostDue.At(Utc(2026, 11, 25, 10)));
        var live = await room.Scheduled();
        await room.House.With((IPostProgress progress) => progress.WentLive(live.Id, 1, room.House.Now, default));
        await room.House.With((IPostProgress progress) => progress.Moved(live.Id, 1, PostState.Published, default));
        await room.Slot();
        var before = (await Board(room, room.Lead)).Mix;
        Assert.Equal((3, 0), (before.Total, before.Missing.Count));
        room.House.Clock.SetUtcNow(new DateTimeOffset(Utc(2026, 11, 23, 16)));
        await room.Round();
        room.House.Clock.SetUtcNow(new DateTimeOffset(Utc(2026, 11, 27, 9)));
        var board = await Board(room, room.Lead);
        // They still lie on their days, the slot's draft that nobody wrote among them.
        Assert.Equal(4, Entries(board).Count);
        Assert.Equal((1, "Service"), (board.Mix.Total, Assert.Single(board.Mix.Missing).Name));
    }

    [Fact]
    public async Task Moving_what_others_look_at_is_noted_with_both_times()
    {
        await using var room = await Newsroom.Open();
        var (wednesday, thursday, friday) = (Utc(2026, 11, 25, 9), Utc(2026, 11, 26, 9), Utc(2026, 11, 27, 10));
        var draft = await room.Draft(due: new PostDue.At(wednesday));
        Good(await Move(room, room.Writer, draft.Id, Friday));
        Good(await Move(room, room.Writer, draft.Id, new DateTime(2026, 11, 25, 10, 0, 0)));
        Assert.Empty((await room.View(draft.Id)).History);
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default)));
        Good(await Move(room, room.Writer, draft.Id, Friday));
        var approved = Good(await room.Approve(room.MuseumApprover, draft.Id));
        Good(await room.Save(room.Writer, approved, room.Snow, new PostDue.At(thursday)));
        Good(await room.Release(room.MuseumApprover, draft.Id, null));
        Good(await Move(room, room.MuseumApprover, draft.Id, Friday));
        var view = await room.View(draft.Id);
        Assert.Equal(
            [("Ada Okafor", wednesday, friday), ("Ada Okafor", friday, thursday), ("Bo Yildiz", thursday, (DateTime?)friday)],
            view.History.Where(one => one.Kind == DecisionKind.Rescheduled).Select(one => (one.By, one.Before!.Value, one.Due)));
        Assert.Equal(PostState.Scheduled, view.Standing.State);
    }

    [Fact]
    public async Task Who_writes_nowhere_is_not_offered_a_new_post()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        var reader = await room.House.Actor("Rita Rückmeldung", (room.Museum, Role.Feedback));
        Assert.False((await Board(room, reader)).MayWrite);
        Assert.False(Good(await room.House.With((PostDetail detail) => detail.Run(reader, draft.Id, default))).May.Copy);
        Assert.True((await Board(room, room.Writer)).MayWrite);
        Assert.True(Good(await room.House.With((PostDetail detail) => detail.Run(room.Writer, draft.Id, default))).May.Copy);
    }

    [Fact]
    public async Task Quiet_hours_and_school_holidays_are_said_in_a_line()
    {
        await using var room = await Newsroom.Open();
        var words = room.House.Get<Words>();
        Assert.Contains("22:00–06:00", CalendarWords.Of(words, QuietHours.Usual), StringComparison.Ordinal);
        Assert.Null(CalendarWords.Of(words, new QuietHours(new TimeOnly(6, 0), new TimeOnly(6, 0))));
        Assert.Contains("Weihnachtsferien (23", CalendarWords.Vacation(words, "Weihnachtsferien", new DateOnly(2026, 12, 23), new DateOnly(2026, 12, 31)), StringComparison.Ordinal);
        Assert.DoesNotContain("31", CalendarWords.Vacation(words, "Brückentag", new DateOnly(2026, 12, 23), new DateOnly(2026, 12, 23)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quiet_hours_are_the_desk_leads_and_only_warn()
    {
        await using var room = await Newsroom.Open();
        Refused("Kernel.Forbidden", await Quiet(room, room.MuseumApprover, new QuietHours(new TimeOnly(10, 0), new TimeOnly(12, 0))));
        Good(await Quiet(room, room.Lead, new QuietHours(new TimeOnly(10, 0), new TimeOnly(12, 0))));
        var draft = await room.Draft(due: new PostDue.At(Utc(2026, 11, 25, 5)));
        Assert.True(Good(await Move(room, room.Writer, draft.Id, Friday)).Quiet);
        Good(await Quiet(room, room.Lead, new QuietHours(new TimeOnly(0, 0), new TimeOnly(0, 0))));
        Assert.False(Good(await Move(room, room.Writer, draft.Id, Friday.Date.AddHours(23))).Quiet);
    }

    [Theory]
    [InlineData("Month", "2026-11-23", "2026-10-26", "2026-12-07")]
    [InlineData("Month", "2027-02-10", "2027-02-01", "2027-03-01")]
    [InlineData("Week", "2026-11-29", "2026-11-23", "2026-11-30")]
    [InlineData("List", "2026-11-29", "2026-11-01", "2026-12-01")]
    public void Looks_show_whole_weeks_or_months(string look, string day, string from, string to)
    {
        var span = CalendarSpan.Of(Enum.Parse<CalendarLook>(look), CalendarSpan.Read(day, new DateOnly(2026, 1, 1)));
        Assert.Equal((from, to), (span.From.ToString("yyyy-MM-dd"), span.To.ToString("yyyy-MM-dd")));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("morgen")]
    [InlineData(null)]
    public void A_day_with_which_nobody_can_reckon_is_today(string? day) => Assert.Equal(new DateOnly(2026, 11, 23), CalendarSpan.Read(day, new DateOnly(2026, 11, 23)));

    private static Task<CalendarView> Board(Newsroom room, Actor actor, ChannelId? only = null) =>
        room.House.With((CalendarBoard board) => board.Run(actor, Week, only, default));

    private static List<CalendarEntry> Entries(CalendarView view) => [.. view.Days.SelectMany(day => day.Entries)];

    private static Task<Outcome<MovedPost>> Move(Newsroom room, Actor actor, PostId post, DateTime local) =>
        room.House.With((MovePost move) => move.Run(actor, post, new PostDue.OnTheClock(local, Overlap.Ask), default));

    private static Task<Outcome<Done>> Quiet(Newsroom room, Actor actor, QuietHours hours) => room.House.With((ChangeQuietHours change) => change.Run(actor, hours, default));
}
