using Stadtfunk.Editorial.Calendar;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
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
