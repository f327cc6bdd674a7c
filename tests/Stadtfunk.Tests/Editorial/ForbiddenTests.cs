using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Calendar;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.PressReleases;
using Stadtfunk.Editorial.Search;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Editorial.Tray;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Tray;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;
using static Stadtfunk.Tests.Support.Act;

namespace Stadtfunk.Tests.Editorial;

/// <summary>Every use case of the room against every role: in the unit, beside it, above it.</summary>
public sealed class ForbiddenTests
{
    // Seen and refused before it is seen whether it is still as it was read: so nothing moves, whoever tries.
    private const int Stale = 999;

    /// <summary>The same for everybody who is signed in, or a list of what one may do somewhere: their own tests say what is in it.</summary>
    private static readonly Type[] Lists =
    [
        typeof(AllTopics), typeof(CategoryTemplates), typeof(CategoryDesk), typeof(SchoolHolidayList), typeof(CalendarBoard), typeof(AwaitablePosts), typeof(SlotGaps), typeof(ReadDocument),
    ];

    [Fact]
    public async Task Each_role_may_what_it_is_for_and_nothing_in_a_unit_of_others()
    {
        await using var room = await Newsroom.Open();
        var acts = await Acts(room);
        Assert.Empty(RoleMatrix.UseCases(typeof(CreatePost).Assembly).Except(Lists).Except(acts.Select(act => act.Use)).Select(type => $"{type.Name} is tried by nobody"));
        Assert.Empty(await RoleMatrix.Faults(room.House, room.City, room.Museum, room.Fire, "editorial_", acts));
    }

    private static async Task<IReadOnlyList<Act>> Acts(Newsroom room)
    {
        var house = room.House;
        var tomorrow = new PostDue.At(house.Now.AddDays(1));
        var post = (await room.Submitted()).Id;
        var draft = (await room.Draft(room.Snow with { Title = "Noch offen" }, tomorrow)).Id;
        var planned = (await room.Scheduled(room.Snow with { Title = "Geplant" }, tomorrow)).Id;
        var doomed = (await room.Draft(room.Snow with { Title = "Fort damit" })).Id;
        var gone = Good(await house.With((DeleteDraft use) => use.Run(room.Writer, doomed, default)));
        var picture = await room.Picture();
        var (slot, brief) = (await room.Slot(), await room.Slot());
        var thursday = new DateOnly(2026, 11, 26);
        var topic = Good(await house.With((CreateCategory use) => use.Run(room.Lead, new NewCategory("Wetter", "blue", 0), default)));
        var shortly = topic;
        var wanted = new NewPressRelease(room.Museum, "Neue Ausstellung", "", house.Now.AddHours(1), house.Now.AddDays(3));
        async Task<PressReleaseId> Press() => Good(await house.With((OpenPressRelease use) => use.Run(room.Writer, wanted, default)));
        var press = await Press();
        using var bytes = new MemoryStream(Media.Samples.Jpeg());
        var sent = Good(await house.With((TakeIntoTray use) => use.Run(room.Writer, new SharedPicture(room.Museum, "schnee.jpg", bytes, "Vom Dach", "eins"), default))).Entry;
        var unanswered = new TrayAnswers("", "", Licence.Own, null, null, "");
        var number = 0;
        return
        [
            new(typeof(PostDetail), Permission.See, async who => Kind(await house.With((PostDetail use) => use.Run(who, post, default)))),
            new(typeof(EditionList), Permission.See, async who => Kind(await house.With((EditionList use) => use.Run(who, post, null, default)))),
            new(typeof(CompareDraft), Permission.See, async who => Kind(await house.With((CompareDraft use) => use.Run(who, post, room.Snow, default)))),
            new(typeof(SinceApproval), Permission.See, async who => Kind(await house.With((SinceApproval use) => use.Run(who, post, default)))),
            new(typeof(AddComment), Permission.See, async who => Kind(await house.With((AddComment use) => use.Run(who, post, "Gut so.", default)))),
            new(typeof(PictureToPick), Permission.See, async who => Kind(await house.With((PictureToPick use) => use.Run(who, picture, default)))),
            new(typeof(PostList), Permission.See, async who => Shown((await house.With((PostList use) => use.Run(who, PostQuery.Everything, default))).Value!.Posts.Any(row => row.Id == post))),
            new(typeof(SearchPosts), Permission.See, async who => Shown((await house.With((SearchPosts use) => use.Run(who, "Schnee", default))).Any(row => row.Id == post))),
            new(typeof(DecisionList), Permission.See, async who => Shown((await house.With((DecisionList use) => use.Run(who, new DecisionQuery(null, null, false), null, default))).Rows.Any(row => row.Post == post))),
            new(typeof(VisibleUnits), Permission.See, async who => Shown((await house.With((VisibleUnits use) => use.Run(who, default))).Any(unit => unit.Id == room.Museum))),
            new(typeof(PressReleaseList), Permission.See, async who => Shown((await house.With((PressReleaseList use) => use.Run(who, default))).Count > 0)),
            new(typeof(TrayBoard), Permission.See, async who => Shown((await house.With((TrayBoard use) => use.Run(who, default))).Rows.Count > 0)),
            new(typeof(SlotDesk), Permission.See, async who => Shown((await house.With((SlotDesk use) => use.Run(who, default))).Slots.Count > 0)),
            new(typeof(WaitingForMe), Permission.Approve, async who => Shown((await house.With((WaitingForMe use) => use.Run(who, default))).Any(one => one.Post.Id == post))),

            new(typeof(BlankPost), Permission.Write, async who => Kind(await house.With((BlankPost use) => use.Run(who, room.Museum, default)))),
            new(typeof(CreatePost), Permission.Write, async who => Kind(await house.With((CreatePost use) => use.Run(who, room.Museum, room.Snow, new PostDue.Open(), false, default)))),
            new(typeof(SavePost), Permission.Write, async who => Kind(await house.With((SavePost use) => use.Run(who, draft, Stale, room.Snow, new PostDue.Open(), default)))),
            new(typeof(SaveVariant), Permission.Write, async who => Kind(await house.With((SaveVariant use) => use.Run(who, draft, Stale, new ChannelChoice(room.MuseumChannel, true, null), false, false, default)))),
            new(typeof(ChangeUnit), Permission.Write, async who => Kind(await house.With((ChangeUnit use) => use.Run(who, draft, Stale, room.Museum, default)))),
            new(typeof(RestoreEdition), Permission.Write, async who => Kind(await house.With((RestoreEdition use) => use.Run(who, draft, Stale, 1, default)))),
            new(typeof(CopyPost), Permission.Write, async who => Kind(await house.With((CopyPost use) => use.Run(who, draft, default)))),
            // What is planned is not deleted, only asked for.
            new(typeof(DeleteDraft), Permission.Write, async who => Kind(await house.With((DeleteDraft use) => use.Run(who, planned, default)))),
            new(typeof(BringBackDraft), Permission.Write, async who => Kind(await house.With((BringBackDraft use) => use.Run(who, gone, default)))),
            new(typeof(MovePost), Permission.Write, async who => Kind(await house.With((MovePost use) => use.Run(who, draft, new PostDue.At(house.Now.AddDays(2)), default)))),
            new(typeof(SubmitPost), Permission.Write, async who => Kind(await house.With((SubmitPost use) => use.Run(who, draft, Stale, default)))),
            new(typeof(ReopenPost), Permission.Write, async who => Kind(await house.With((ReopenPost use) => use.Run(who, post, Stale, default)))),
            new(typeof(DropCorrection), Permission.Write, async who => Kind(await house.With((DropCorrection use) => use.Run(who, post, Stale, default)))),

            new(typeof(ApprovePost), Permission.Approve, async who => Kind(await house.With((ApprovePost use) => use.Run(who, post, Stale, new AfterApproval.Wait(), default)))),
            new(typeof(ReturnPost), Permission.Approve, async who => Kind(await house.With((ReturnPost use) => use.Run(who, post, Stale, "Bitte kürzer.", default)))),
            new(typeof(ReleasePost), Permission.Release, async who => Kind(await house.With((ReleasePost use) => use.Run(who, post, Stale, null, default)))),
            new(typeof(ReschedulePost), Permission.Release, async who => Kind(await house.With((ReschedulePost use) => use.Run(who, planned, Stale, tomorrow, default)))),
            new(typeof(CallOffPost), Permission.Release, async who => Kind(await house.With((CallOffPost use) => use.Run(who, planned, Stale, default)))),
            new(typeof(WithdrawPost), Permission.Release, async who => Kind(await house.With((WithdrawPost use) => use.Run(who, planned, Stale, "Irrtum", default)))),
            new(typeof(RuleDesk), Permission.ManagePeople, async who => Shown((await house.With((RuleDesk use) => use.Run(who, default))).Rows.Any(row => row.Unit.Id == room.Museum))),
            new(typeof(SetApprovalRule), Permission.ManagePeople, async who => Kind(await house.With((SetApprovalRule use) => use.Run(who, room.Museum, ApprovalWay.Usual, default)))),

            new(typeof(SlotChoices), Permission.Release, async who => Kind(await house.With((SlotChoices use) => use.Run(who, room.Museum, default)))),
            new(typeof(CreateSlot), Permission.Release, async who => Kind(await house.With((CreateSlot use) => use.Run(who, room.Tip(), default)))),
            new(typeof(ChangeSlot), Permission.Release, async who => Kind(await house.With((ChangeSlot use) => use.Run(who, slot, Stale, room.Tip(), default)))),
            new(typeof(FillPeriod), Permission.Write, async who => Kind(await house.With((FillPeriod use) => use.Run(who, slot, thursday, default)))),
            new(typeof(SkipPeriod), Permission.Write, async who => Kind(await house.With((SkipPeriod use) => use.Run(who, slot, thursday, false, default)))),
            new(typeof(MovePeriod), Permission.Write, async who => Kind(await house.With((MovePeriod use) => use.Run(who, slot, thursday, new PostDue.At(house.Now.AddDays(4)), default)))),
            new(typeof(RemoveSlot), Permission.Release, async who => Kind(await house.With((RemoveSlot use) => use.Run(who, brief, default)))) { Before = async () => brief = await room.Slot() },

            new(typeof(OpenPressRelease), Permission.Write, async who => Kind(await house.With((OpenPressRelease use) => use.Run(who, wanted, default)))),
            new(typeof(RemovePressRelease), Permission.Write, async who => Kind(await house.With((RemovePressRelease use) => use.Run(who, press, default)))) { Before = async () => press = await Press() },
            new(typeof(DraftFromTray), Permission.Write, async who => Kind(await house.With((DraftFromTray use) => use.Run(who, sent, unanswered, null, default)))),

            new(typeof(ChangeQuietHours), Permission.Lead, async who => Kind(await house.With((ChangeQuietHours use) => use.Run(who, QuietHours.Usual, default)))) { OfCity = true },
            new(typeof(AddSchoolHoliday), Permission.Lead, async who => Kind(await house.With((AddSchoolHoliday use) => use.Run(who, $"Ferien {++number}", thursday, thursday.AddDays(9), default)))) { OfCity = true },
            new(typeof(RemoveSchoolHoliday), Permission.Lead, async who => Kind(await house.With((RemoveSchoolHoliday use) => use.Run(who, Guid.CreateVersion7(), default)))) { OfCity = true },
            new(typeof(CreateCategory), Permission.ManageChannels, async who => Kind(await house.With((CreateCategory use) => use.Run(who, new NewCategory($"Thema {++number}", "blue", 0), default)))) { OfCity = true },
            new(typeof(ChangeCategory), Permission.ManageChannels, async who => Kind(await house.With((ChangeCategory use) => use.Run(who, topic, new NewCategory("Witterung", "blue", 0), default)))) { OfCity = true },
            new(typeof(SortCategories), Permission.ManageChannels, async who => Kind(await house.With((SortCategories use) => use.Run(who, [topic], default)))) { OfCity = true },
            new(typeof(RemoveCategory), Permission.ManageChannels, async who => Kind(await house.With((RemoveCategory use) => use.Run(who, shortly, default))))
            {
                OfCity = true,
                Before = async () => shortly = Good(await house.With((CreateCategory use) => use.Run(room.Lead, new NewCategory($"Kurz da {++number}", "blue", 0), default))),
            },
            new(typeof(ReadPressFeed), Permission.Administer, async who => Kind(await house.With((ReadPressFeed use) => use.Run(who, default)))) { OfCity = true },
            new(typeof(ChangePressFeed), Permission.Administer, async who => Kind(await house.With((ChangePressFeed use) => use.Run(who, "https://presse.example/feed", room.Museum, 7, Stale, default)))) { OfCity = true },
        ];
    }
}
