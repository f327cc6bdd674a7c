namespace Stadtfunk.Tests.Support;

/// <summary>When a program did not run, by the clock: what is promised within a time is promised for its life.</summary>
public sealed class Deaths
{
    private readonly List<(DateTime From, DateTime To)> deaths = [];
    private DateTime? since;

    public void Began(DateTime now) => since ??= now;

    public void Ended(DateTime now)
    {
        if (since is { } from)
            deaths.Add((from, now));
        since = null;
    }

    /// <summary>How long it ran between the two.</summary>
    public TimeSpan Alive(DateTime from, DateTime to)
    {
        if (to <= from)
            return TimeSpan.Zero;
        var dead = deaths.Select(one => (From: one.From > from ? one.From : from, To: one.To < to ? one.To : to)).Where(one => one.To > one.From).Sum(one => (one.To - one.From).Ticks);
        return to - from - TimeSpan.FromTicks(dead);
    }
}
