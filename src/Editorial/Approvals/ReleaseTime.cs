using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>The time at which a release takes effect. What lies in the past asks for a new time; it is never sent late in silence.</summary>
internal sealed class ReleaseTime(CityTime time)
{
    /// <param name="when">Null: as planned; open: now.</param>
    public Outcome<DateTime> Read(PostDue? when, DateTime? planned)
    {
        var now = time.UtcNow;
        var said = when?.Read(time) ?? new PostDue.Moment(planned);
        if (!said.Ok)
            return Outcome<DateTime>.Refused(said.Refusals);
        if (said.Value.Utc is not { } due)
            return now;
        if (due < now)
            return Refusal.Invalid("Editorial.DueIsPast", time.WordsOf(due)).On("due");
        return IsTooFar(due, now) ? TooFar() : due;
    }

    /// <summary>Nobody plans that far; it is a slip of the keyboard, and times at the end of the calendar cannot be reckoned with.</summary>
    public static bool IsTooFar(DateTime due, DateTime now) => due > now.AddYears(2);

    public static Refusal TooFar() => Refusal.Invalid("Editorial.DueIsTooFar").On("due");
}
