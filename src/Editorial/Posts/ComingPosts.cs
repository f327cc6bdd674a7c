using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Posts;

/// <summary>What goes out, or went out, on one day in the city; in the order of time.</summary>
internal sealed class ComingPosts(Db db, PostRows rows, CityTime time)
{
    public async Task<IReadOnlyList<PostRow>> Run(Actor actor, DateOnly day, CancellationToken ct)
    {
        var visible = actor.UnitsWith(Permission.See);
        var from = Midnight(day);
        var to = Midnight(day.AddDays(1));
        // By time first, which an index answers for each of the two; then by what may be seen.
        var then = db.Set<Post>().Where(post => post.Due >= from && post.Due < to).Select(post => post.Id)
            .Union(db.Set<Post>().Where(post => post.PublicSince >= from && post.PublicSince < to).Select(post => post.Id));
        var found = await rows.Read(db.Set<Post>().Where(post => then.Contains(post.Id) && visible.Contains(post.Unit) && post.State != PostState.Withdrawn).Take(100), ct);
        return [.. found.OrderBy(post => post.Due ?? post.PublicSince).ThenBy(post => post.Title)];
    }

    // Clocks are never changed at midnight here; if a zone does, the first pass of the hour begins the day.
    private DateTime Midnight(DateOnly day) =>
        time.ToUtc(day.ToDateTime(TimeOnly.MinValue), Overlap.First).Match(utc => utc, _ => DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc));
}
