using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;
using static Stadtfunk.Tests.Editorial.SlotDays;

namespace Stadtfunk.Tests.Editorial;

public sealed class SlotTests
{
    // Thursday of the week in which the house opens, 16:00 in Berlin.
    private static readonly DateOnly Day = new(2026, 11, 26);
    private static readonly DateTime Due = Utc(2026, 11, 26, 15);

    [Fact]
    public async Task A_draft_comes_in_time_with_template_channels_and_time_and_only_once()
    {
        await using var room = await Newsroom.Open();
        await room.Slot();
        await room.Round();
        Assert.Empty(await room.Rows());
        room.House.Clock.Advance(TimeSpan.FromHours(7));
        await Task.WhenAll(room.Round(), room.Round());
        await room.Round();
        var row = Assert.Single(await room.Rows());
        var view = await room.View(row.Post!.Value);
        Assert.Equal(("Der Tipp zum 26. November", "Heute empfehlen wir:", Due), (view.Content.Title, view.Content.Text, view.Due));
        Assert.Equal(room.MuseumChannel, Assert.Single(view.Content.Chosen).Channel);
        Assert.Equal(PostState.Draft, view.Standing.State);
        Assert.Equal(1, await room.House.With((Db db) => db.Set<Post>().CountAsync()));
    }

    [Fact]
    public async Task The_draft_belongs_to_whoever_writes_in_it_first_and_four_eyes_hold()
    {
        await using var room = await Newsroom.Open();
        await room.Slot();
        var post = await Drafted(room);
        // Untouched, the one who submits is the one who answers for it.
        Good(await room.House.With((SubmitPost submit) => submit.Run(room.MuseumApprover, post, null, default)));
        Refused("Editorial.FourEyes", await room.Approve(room.MuseumApprover, post));
        Good(await room.Approve(room.Lead, post));
        Assert.Equal("Bo Yildiz", (await room.View(post)).AuthorName);
    }

    [Fact]
    public async Task It_is_a_gap_until_somebody_has_written()
    {
        await using var room = await Newsroom.Open();
        await room.Slot(owner: room.Writer.Person);
        Assert.Equal(PeriodState.Open, (await Gap(room, room.Writer))!.Period.State);
        Assert.Equal(0, await Waiting(room, room.Writer));
        var post = await Drafted(room);
        var gap = await Gap(room, room.Writer);
        Assert.Equal((PeriodState.Drafted, true, "Ada Okafor", (PostId?)post), (gap!.Period.State, gap.Mine, gap.Owner, gap.Period.Post));
        Assert.Equal((1, 0), (await Waiting(room, room.Writer), await Waiting(room, room.MuseumApprover)));
        var view = await room.View(post);
        Good(await room.Save(room.Writer, view.Standing, view.Content with { Text = "Am Sonntag ist Museumstag." }, new PostDue.At(Due)));
        Assert.Null(await Gap(room, room.Writer));
    }

    [Fact]
    public async Task The_owner_hears_of_the_draft_and_once_more_a_day_before()
    {
        var heard = new Reminders();
        await using var room = await Newsroom.Open(services => services.AddSingleton(heard).AddHandler<SlotWantsPost, HearReminder>());
        await room.Slot(owner: room.Writer.Person);
        var post = await Drafted(room);
        await room.House.Pump();
        room.House.Clock.SetUtcNow(new DateTimeOffset(Due.AddHours(-23)));
        await room.Round();
        await room.Round();
        await room.House.Pump();
        Assert.Equal([(post, (PersonId?)room.Writer.Person, false), (post, room.Writer.Person, true)], heard.All.Select(one => (one.Post, one.Owner, one.Last)));
    }

    [Fact]
    public async Task A_period_is_left_out_and_taken_back()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot();
        var post = await Drafted(room);
        Good(await Skip(room, slot, true));
        await room.Round();
        Assert.Equal(0, await room.House.With((Db db) => db.Set<Post>().CountAsync()));
        Good(await Skip(room, slot, false));
        await room.Round();
        var again = Assert.Single(await room.Rows()).Post;
        Assert.NotEqual(post, again);
        var view = await room.View(again!.Value);
        Good(await room.Save(room.Writer, view.Standing, view.Content with { Text = "Geschrieben." }, new PostDue.At(Due)));
        Refused("Editorial.PeriodHasPost", await Skip(room, slot, true));
    }

    [Fact]
    public async Task One_period_is_moved_and_the_others_stay()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot();
        var friday = new DateTime(2026, 11, 27, 10, 0, 0);
        Good(await room.House.With((MovePeriod move) => move.Run(room.Writer, slot, Day, new PostDue.OnTheClock(friday, Overlap.Ask), default)));
        Assert.Equal([Utc(2026, 11, 27, 9), Utc(2026, 12, 3, 15)], (await room.Between(slot, room.House.Now, Utc(2026, 12, 6, 0))).Select(period => period.Due));
        room.House.Clock.SetUtcNow(new DateTimeOffset(Utc(2026, 11, 24, 10)));
        await room.Round();
        var post = Assert.Single(await room.Rows()).Post!.Value;
        Assert.Equal(Utc(2026, 11, 27, 9), (await room.View(post)).Due);
        Good(await room.House.With((MovePeriod move) => move.Run(room.Writer, slot, Day, new PostDue.Open(), default)));
        Assert.Equal(Due, (await room.View(post)).Due);
        Refused("Kernel.HourDoesNotExist", await room.House.With((MovePeriod move) =>
            move.Run(room.Writer, slot, Day, new PostDue.OnTheClock(new DateTime(2027, 3, 28, 2, 30, 0), Overlap.Ask), default)));
    }

    [Fact]
    public async Task A_new_hour_of_a_slot_holds_for_the_draft_that_nobody_has_written_in_and_for_no_other()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot(weekdays: [DayOfWeek.Wednesday, DayOfWeek.Thursday]);
        await Drafted(room);
        var drafts = (await room.Rows()).Select(row => row.Post!.Value).ToList();
        Assert.Equal(2, drafts.Count);
        var view = await room.View(drafts[0]);
        Good(await room.Save(room.Writer, view.Standing, view.Content with { Text = "Geschrieben." }, new PostDue.At(view.Due!.Value)));
        var tip = room.Tip();
        Good(await room.House.With(async (ChangeSlot change) => await change.Run(
            room.MuseumApprover, slot, 0, tip with { Rule = tip.Rule with { Weekdays = [DayOfWeek.Wednesday, DayOfWeek.Thursday] }, At = new TimeOnly(18, 30) }, default)));
        Assert.Equal((Utc(2026, 11, 25, 15), (DateTime?)Utc(2026, 11, 26, 17, 30)), ((await room.View(drafts[0])).Due, (await room.View(drafts[1])).Due));
        Assert.Equal(Utc(2026, 11, 26, 17, 30), (await room.Between(slot, Utc(2026, 11, 26, 0), Utc(2026, 11, 27, 0)))[0].Due);
    }

    [Fact]
    public async Task A_slot_that_has_run_for_years_can_still_be_changed_but_not_begun_so_early()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot();
        room.House.Clock.Advance(TimeSpan.FromDays(3 * 365));
        var tip = room.Tip();
        Good(await room.House.With((ChangeSlot change) => change.Run(room.MuseumApprover, slot, 0, tip with { Active = false }, default)));
        Refused("Editorial.SlotFirstBad", await room.House.With((ChangeSlot change) =>
            change.Run(room.MuseumApprover, slot, 1, tip with { Rule = tip.Rule with { First = tip.Rule.First.AddDays(7) } }, default)));
        Refused("Editorial.SlotFirstBad", await room.House.With((CreateSlot create) => create.Run(room.MuseumApprover, tip, default)));
    }

    [Fact]
    public async Task A_slot_whose_owner_is_away_waits_for_who_stands_in_and_one_whose_owner_left_for_the_unit()
    {
        await using var room = await Newsroom.Open();
        var owner = await room.House.Person("Ida Sonntag", (room.Museum, Role.Writer));
        var deputy = await room.House.Person("Dora Deputat", (room.Fire, Role.Writer));
        var today = room.House.Get<Stadtfunk.Kernel.Time.CityTime>().Today;
        await room.Slot(owner: owner);
        Good(await room.House.With((IDeputies deputies) => deputies.Add(room.Lead, new NewDeputy(owner, deputy, today, today.AddDays(20)), default)));
        await Drafted(room);
        Assert.Equal((1, 1, 0), (await Waiting(room, await room.House.ActorOf(owner)), await Waiting(room, await room.House.ActorOf(deputy)), await Waiting(room, room.Writer)));
        await room.House.Pump();
        Assert.Equal((1, 1, 0), (await Told(room, owner), await Told(room, deputy), await Told(room, room.Writer.Person)));

        await room.House.With(async (Db db) =>
        {
            await db.Set<Stadtfunk.Organisation.Roles.Grant>().Where(grant => grant.Person == owner).ExecuteDeleteAsync();
        });
        Assert.Equal((1, 0), (await Waiting(room, room.Writer), await Waiting(room, await room.House.ActorOf(owner))));
        room.House.Clock.SetUtcNow(new DateTimeOffset(Due.AddHours(-23)));
        await room.Round();
        await room.House.Pump();
        Assert.Equal((1, 1, 1), (await Told(room, owner), await Told(room, deputy), await Told(room, room.Writer.Person)));
    }

    [Fact]
    public async Task In_school_holidays_a_slot_rests_where_it_shall()
    {
        await using var room = await Newsroom.Open();
        var resting = await room.Slot(rests: true);
        var going = await room.Slot();
        Refused("Kernel.Forbidden", await Holiday(room, room.MuseumApprover));
        Good(await Holiday(room, room.Lead));
        Assert.Equal([PeriodState.Holiday, PeriodState.Open], (await room.Between(resting, room.House.Now, Utc(2026, 12, 6, 0))).Select(period => period.State));
        Assert.Equal([PeriodState.Open, PeriodState.Open], (await room.Between(going, room.House.Now, Utc(2026, 12, 6, 0))).Select(period => period.State));
        await Drafted(room);
        Assert.Equal(going, Assert.Single(await room.Rows()).Slot);
    }

    [Fact]
    public async Task A_deleted_draft_does_not_come_back_by_itself_but_on_demand()
    {
        await using var room = await Newsroom.Open();
        var slot = await room.Slot();
        var post = await Drafted(room);
        Good(await room.House.With((DeleteDraft delete) => delete.Run(room.Writer, post, default)));
        await room.Round();
        Assert.Equal(PeriodState.Emptied, (await room.Between(slot, room.House.Now, Utc(2026, 11, 28, 0)))[0].State);
        var made = Good(await room.House.With((FillPeriod fill) => fill.Run(room.Writer, slot, Day, default)));
        Assert.Equal(made, Good(await room.House.With((FillPeriod fill) => fill.Run(room.Writer, slot, Day, default))));
    }

    [Fact]
    public async Task What_a_slot_cannot_be_is_said_at_its_field()
    {
        await using var room = await Newsroom.Open();
        var tip = room.Tip();
        var bad = await room.House.With((CreateSlot create) => create.Run(
            room.MuseumApprover,
            tip with { Name = " ", LeadDays = 0, Owner = PersonId.New(), Channels = [ChannelId.New()], Rule = tip.Rule with { Weekdays = [], Every = 0, First = new DateOnly(1999, 1, 1) } },
            default));
        Assert.Equal(["channels", "every", "first", "leadDays", "name", "owner", "weekdays"], bad.Refusals.Select(refusal => refusal.Field).Order());
        Refused("Editorial.SlotNeedsRelease", await room.House.With((CreateSlot create) => create.Run(room.Writer, tip, default)));
        Refused("Editorial.UnitUnknown", await room.House.With((CreateSlot create) => create.Run(room.MuseumApprover, tip with { Unit = room.Fire }, default)));
        var slot = await room.Slot();
        Refused("Kernel.Changed", await room.House.With((ChangeSlot change) => change.Run(room.MuseumApprover, slot, 7, tip, default)));
        Good(await room.House.With((ChangeSlot change) => change.Run(room.MuseumApprover, slot, 0, tip with { Active = false }, default)));
        Assert.Empty(await room.Between(slot, room.House.Now, Utc(2026, 12, 31, 0)));
        Assert.Contains("Editorial.UnitHasSlots", (await room.House.With((IEnumerable<IUnitContents> all) => InTheWay(all, room.Museum))).Select(refusal => refusal.Key));
    }

    [Fact]
    public async Task A_category_that_a_slot_uses_stays()
    {
        await using var room = await Newsroom.Open();
        var used = Good(await room.House.With((CreateCategory create) => create.Run(room.Lead, new NewCategory("Tipp", "blue", 0), default)));
        var slot = Good(await room.House.With((CreateSlot create) => create.Run(room.MuseumApprover, room.Tip() with { Category = used }, default)));
        Refused("Editorial.CategoryInSlot", await room.House.With((RemoveCategory remove) => remove.Run(room.Lead, used, default)));
        Good(await room.House.With((RemoveSlot remove) => remove.Run(room.MuseumApprover, slot, default)));
        Good(await room.House.With((RemoveCategory remove) => remove.Run(room.Lead, used, default)));
    }

    private static async Task<PostId> Drafted(Newsroom room)
    {
        room.House.Clock.SetUtcNow(new DateTimeOffset(Due.AddDays(-3)));
        await room.Round();
        return (await room.Rows())[^1].Post!.Value;
    }

    private static async Task<List<Refusal>> InTheWay(IEnumerable<IUnitContents> all, UnitId unit)
    {
        var found = new List<Refusal>();
        foreach (var one in all)
            if (await one.InTheWay(unit, "Museum", default) is { } refusal)
                found.Add(refusal);
        return found;
    }

    private static Task<Outcome<Done>> Skip(Newsroom room, SlotId slot, bool skip) =>
        room.House.With((SkipPeriod use) => use.Run(room.Writer, slot, Day, skip, default));

    private static Task<Outcome<Done>> Holiday(Newsroom room, Actor by) =>
        room.House.With((AddSchoolHoliday add) => add.Run(by, "Ferien", new DateOnly(2026, 11, 23), new DateOnly(2026, 11, 27), default));

    private static Task<int> Told(Newsroom room, PersonId person) => room.House.With((INotices notices) => notices.Unread(person, default));

    private static async Task<SlotGap?> Gap(Newsroom room, Actor actor) => (await room.House.With((SlotGaps gaps) => gaps.Run(actor, default))).FirstOrDefault();

    private static Task<int> Waiting(Newsroom room, Actor actor) => room.House.With((SlotGaps gaps) => gaps.Count(actor, default));

    private sealed class Reminders
    {
        public List<SlotWantsPost> All { get; } = [];
    }

    private sealed class HearReminder(Reminders heard) : IHandle<SlotWantsPost>
    {
        public Task Handle(SlotWantsPost happened, CancellationToken ct)
        {
            heard.All.Add(happened);
            return Task.CompletedTask;
        }
    }
}
