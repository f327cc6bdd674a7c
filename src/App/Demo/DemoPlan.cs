using Stadtfunk.Kernel.Time;

namespace Stadtfunk.App.Demo;

/// <summary>A post with the moment that it is planned for.</summary>
/// <param name="At">UTC.</param>
internal sealed record PlannedPost(DemoPost Post, DateTime At);

/// <summary>Deals the posts to the days around one day: a full working week behind it, the day itself, the days to come.</summary>
internal sealed class DemoPlan(CityTime time)
{
    private static readonly TimeOnly[] Workday = [new(7, 45), new(11, 0), new(15, 30)];
    private static readonly TimeOnly[] Weekend = [new(10, 30), new(16, 15)];

    public IReadOnlyList<PlannedPost> For(DateOnly today)
    {
        var plan = new List<PlannedPost>();
        plan.AddRange(Dealt(LastWeek.Posts, Week(today, weekend: false), Workday));
        plan.AddRange(Dealt(LastWeek.OfWeekend, Week(today, weekend: true), Weekend));
        plan.AddRange(ThisDay.Posts.Select(entry => Plan(entry.Post, today, entry.At)));
        plan.AddRange(ComingDays.Posts.Select(entry => Plan(entry.Post, today.AddDays(entry.Day), entry.At)));
        return [.. plan.OrderBy(planned => planned.At)];
    }

    /// <summary>The next full five minutes that are at least three away, at an hour when people are awake.</summary>
    public PlannedPost Soon(DateTime now)
    {
        var step = TimeSpan.FromMinutes(5).Ticks;
        var local = new DateTime(((time.ToLocal(now.AddMinutes(3)).Ticks / step) + 1) * step);
        if (local.Hour < 7)
            local = local.Date.AddHours(7);
        if (local.Hour >= 22)
            local = local.Date.AddDays(1).AddHours(7);
        return Plan(ThisDay.Soon, DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    private static IEnumerable<DateOnly> Week(DateOnly today, bool weekend) =>
        Enumerable.Range(-7, 7).Select(today.AddDays).Where(date => new DemoDay(date).IsWeekend == weekend)
            .OrderByDescending(date => weekend && date.DayOfWeek == DayOfWeek.Saturday).ThenBy(date => date);

    // Round and round over the days, so that no day is empty: with 13 posts and five days three, three, three, two, two.
    private IEnumerable<PlannedPost> Dealt(IReadOnlyList<Func<DemoDay, DemoPost>> posts, IEnumerable<DateOnly> days, TimeOnly[] hours)
    {
        DateOnly[] all = [.. days];
        return posts.Select((post, place) => Plan(post, all[place % all.Length], hours[place / all.Length]));
    }

    private PlannedPost Plan(Func<DemoDay, DemoPost> post, DateOnly day, TimeOnly at) =>
        new(post(new DemoDay(day)), time.ToUtc(day.ToDateTime(at), Overlap.First).Value);
}
