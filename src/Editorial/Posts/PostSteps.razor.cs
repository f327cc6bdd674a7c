using Microsoft.AspNetCore.Components;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Posts;

public sealed partial class PostSteps
{
    private Question asking;
    private DateOnly? day;
    private TimeOnly? time;
    private string? overlap = nameof(Overlap.Ask);

    private enum Question
    {
        None,
        Now,
        ApproveNow,
        AtTime,
        ApproveAtTime,
        Return,
        CallOff,
        DropCorrection,
        Reopen,
        Withdraw,
        Reschedule,
        ReleaseAt,
    }

    [CascadingParameter] internal Draft Draft { get; set; } = null!;

    [Inject] private CityTime City { get; set; } = null!;

    [Inject] private IEnumerable<AfterwardsPanel> Panels { get; set; } = null!;

    private PostRights May => Draft.View.May;

    // A time that has passed while the post waited asks for a new one, after the approval.
    private bool Both => May.ApproveAndRelease && (Draft.View.Due is not { } due || due > City.UtcNow);

    private string Plan
    {
        get
        {
            var channels = Draft.Chosen.Count;
            var state = Draft.View.Standing.State;
            if (state is PostState.Published or PostState.PartlyPublished or PostState.Withdrawn or PostState.Failed or PostState.Publishing or PostState.Missed)
                return Words[$"Editorial.Plan.{state}"];
            var when = Draft.Due.Read(City);
            if (!when.Ok)
                return Words["Editorial.Plan.NoTime"];
            var where = channels switch
            {
                0 => Words["Editorial.Plan.WebsiteOnly"],
                1 => Words["Editorial.Plan.OneChannel"],
                _ => Words["Editorial.Plan.Channels", channels],
            };
            return when.Value.Utc is { } due ? Words["Editorial.Plan.At", where, City.WordsOf(due)] : Words["Editorial.Plan.Open", where];
        }
    }

    private void Ask(Question question)
    {
        (day, time) = (City.Today, null);
        overlap = nameof(Overlap.Ask);
        asking = question;
    }

    private void Closed(bool open)
    {
        if (!open)
            asking = Question.None;
    }

    private Task NewTime()
    {
        var local = (day ?? City.Today).ToDateTime(time ?? TimeOnly.FromDateTime(City.LocalNow.AddMinutes(5)));
        var due = new PostDue.OnTheClock(local, Enum.Parse<Overlap>(overlap ?? nameof(Overlap.Ask)));
        return Draft.Step(asking == Question.ReleaseAt ? new Releasing(due) : new Rescheduling(due));
    }
}
