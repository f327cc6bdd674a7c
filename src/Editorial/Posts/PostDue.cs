using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Posts;

/// <summary>When a post shall go out, as somebody said it.</summary>
internal abstract record PostDue
{
    private PostDue()
    {
    }

    /// <summary>No time: as soon as it is released.</summary>
    public sealed record Open : PostDue;

    /// <summary>A moment that is already clear (an API call with its offset).</summary>
    public sealed record At(DateTime Utc) : PostDue;

    /// <summary>The city's wall clock; refuses an hour that does not exist, asks which when it exists twice.</summary>
    public sealed record OnTheClock(DateTime Local, Overlap Overlap) : PostDue;

    /// <summary>UTC, or null for open. Whether it lies in the past is for the caller to ask.</summary>
    public Outcome<Moment> Read(CityTime time) => this switch
    {
        At at => new Moment(DateTime.SpecifyKind(at.Utc, DateTimeKind.Utc)),
        OnTheClock clock => time.ToUtc(clock.Local, clock.Overlap).Match(
            utc => new Moment(utc),
            refusals => Outcome<Moment>.Refused([.. refusals.Select(refusal => refusal.On("due"))])),
        _ => new Moment(null),
    };

    internal readonly record struct Moment(DateTime? Utc);
}
