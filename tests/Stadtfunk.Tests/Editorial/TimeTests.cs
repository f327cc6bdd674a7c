using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Tests.Support;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class TimeTests
{
    private static readonly DateTime Gap = new(2027, 3, 28, 2, 30, 0);
    private static readonly DateTime Twice = new(2027, 10, 31, 2, 30, 0);

    [Fact]
    public async Task An_hour_that_does_not_exist_is_refused()
    {
        await using var room = await Newsroom.Open();
        var draft = await room.Draft();
        Refused("Kernel.HourDoesNotExist", await room.Save(room.Writer, draft, room.Snow, new PostDue.OnTheClock(Gap, Overlap.Ask)));
        var approved = await room.Approved();
        Refused("Kernel.HourDoesNotExist", await room.Release(room.MuseumApprover, approved.Id, new PostDue.OnTheClock(Gap, Overlap.First)));
    }

    [Fact]
    public async Task An_hour_that_exists_twice_asks_which_and_takes_both_answers()
    {
        await using var room = await Newsroom.Open();
        var approved = await room.Approved();
        var asked = await room.Release(room.MuseumApprover, approved.Id, new PostDue.OnTheClock(Twice, Overlap.Ask));
        Refused("Kernel.HourExistsTwice", asked);
        Assert.Equal("due", asked.Refusals[0].Field);
        Good(await room.Release(room.MuseumApprover, approved.Id, new PostDue.OnTheClock(Twice, Overlap.First)));
        Assert.Equal(new DateTime(2027, 10, 31, 0, 30, 0), (await room.Revision(approved.Id, 1))!.Due);
        Good(await room.House.With((ReschedulePost use) => use.Run(room.MuseumApprover, approved.Id, null, new PostDue.OnTheClock(Twice, Overlap.Second), default)));
        Assert.Equal(new DateTime(2027, 10, 31, 1, 30, 0), (await room.Revision(approved.Id, 1))!.Due);
    }

    [Fact]
    public async Task The_doubled_hour_of_this_autumn_is_known_too()
    {
        await using var room = await Newsroom.Open();
        var time = room.House.Get<CityTime>();
        var autumn = new DateTime(2026, 10, 25, 2, 30, 0);
        Refused("Kernel.HourExistsTwice", new PostDue.OnTheClock(autumn, Overlap.Ask).Read(time));
        Assert.Equal(TimeSpan.FromHours(1), Good(new PostDue.OnTheClock(autumn, Overlap.Second).Read(time)).Utc - Good(new PostDue.OnTheClock(autumn, Overlap.First).Read(time)).Utc);
    }

    [Fact]
    public async Task A_time_beyond_two_years_is_refused_everywhere()
    {
        await using var room = await Newsroom.Open();
        var end = new PostDue.At(new DateTime(9999, 12, 31, 23, 30, 0));
        Refused("Editorial.DueIsTooFar", await room.House.With((CreatePost create) => create.Run(room.Writer, room.Museum, room.Snow, end, false, default)));
        var approved = await room.Approved();
        Refused("Editorial.DueIsTooFar", await room.Release(room.MuseumApprover, approved.Id, end));
        var scheduled = await room.Scheduled(due: new PostDue.At(room.House.Now.AddYears(2)));
        Refused("Editorial.DueIsTooFar", await room.House.With((ReschedulePost use) => use.Run(room.MuseumApprover, scheduled.Id, null, end, default)));
    }

    [Fact]
    public async Task A_time_in_the_past_is_refused_everywhere()
    {
        await using var room = await Newsroom.Open();
        var past = new PostDue.At(room.House.Now.AddMinutes(-1));
        Refused("Editorial.DueIsPast", await room.House.With((CreatePost create) => create.Run(room.Writer, room.Museum, room.Snow, past, false, default)));
        var scheduled = await room.Scheduled(due: new PostDue.At(room.House.Now.AddHours(1)));
        Refused("Editorial.DueIsPast", await room.House.With((ReschedulePost use) => use.Run(room.MuseumApprover, scheduled.Id, null, past, default)));
    }

    [Fact]
    public async Task A_draft_whose_time_has_passed_can_still_be_written_but_not_submitted()
    {
        await using var room = await Newsroom.Open();
        var due = new PostDue.At(room.House.Now.AddHours(1));
        var draft = await room.Draft(due: due);
        room.House.Clock.Advance(TimeSpan.FromHours(2));
        Good(await room.Save(room.Writer, draft, room.Snow with { Text = "Es schneit noch." }, due));
        Refused("Editorial.DueIsPast", await room.House.With((SubmitPost submit) => submit.Run(room.Writer, draft.Id, null, default)));
    }
}
