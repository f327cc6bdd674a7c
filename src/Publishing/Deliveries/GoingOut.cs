using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>One post that goes out, with its deliveries.</summary>
public sealed record GoingOut(PostHead Post, string UnitName, CategoryView? Category, DateTime Due, bool IsLive, IReadOnlyList<DeliveryView> Deliveries)
{
    /// <summary>Headline of the post that has to appear before it; null when it waits for none.</summary>
    public string? WaitsFor { get; init; }
}

/// <summary>What goes out today (city time), in order, with everything that is still on its way from earlier.</summary>
internal sealed class GoingOutToday(Db db, GoingOutRows rows, CityTime city)
{
    private const int Most = 200;

    public Task<IReadOnlyList<GoingOut>> Run(Actor actor, CancellationToken ct)
    {
        var (from, to) = (city.Place(city.Today.ToDateTime(TimeOnly.MinValue)).Utc, city.Place(city.Today.AddDays(1).ToDateTime(TimeOnly.MinValue)).Utc);
        return rows.Read(actor, db.Set<Release>().AsNoTracking().Where(x => !x.Closed && x.Due < to && (x.Due >= from || x.LiveAt == null)), Most, ct);
    }
}

/// <summary>The first few that go out after today.</summary>
internal sealed class GoingOutNext(Db db, GoingOutRows rows, CityTime city)
{
    private const int Most = 4;

    public Task<IReadOnlyList<GoingOut>> Run(Actor actor, CancellationToken ct)
    {
        var from = city.Place(city.Today.AddDays(1).ToDateTime(TimeOnly.MinValue)).Utc;
        return rows.Read(actor, db.Set<Release>().AsNoTracking().Where(x => !x.Closed && x.Due >= from && x.LiveAt == null), Most, ct);
    }
}

/// <summary>Releases as a list on a screen shows them, in the order of time.</summary>
internal sealed class GoingOutRows(DeliveryList list, IPostHeads heads, IUnits units, ICategories categories)
{
    public async Task<IReadOnlyList<GoingOut>> Read(Actor actor, IQueryable<Release> wanted, int most, CancellationToken ct)
    {
        var (releases, posts) = await SeenRows<Release>.Read(
            wanted.OrderBy(x => x.Due).ThenBy(x => x.Post).ThenBy(x => x.Revision), x => x.Post, heads, actor, most, ct);
        var deliveries = await list.OfPosts([.. releases.Select(x => x.Post).Distinct()], ct);
        var unitNames = (await units.Tree(ct)).ToDictionary(x => x.Id, x => x.Name);
        var first = await heads.Many([.. releases.Where(x => x.Held).Select(x => x.AfterPost!.Value).Distinct()], ct);
        var topics = (await categories.All(ct)).ToDictionary(x => x.Id);
        return
        [
            .. releases
                .GroupBy(x => x.Post).Select(x => x.MaxBy(y => y.Revision)!)
                .Select(x => new GoingOut(
                    posts[x.Post], unitNames.GetValueOrDefault(posts[x.Post].Unit, ""), posts[x.Post].Category is { } topic ? topics.GetValueOrDefault(topic) : null,
                    x.Due, x.LiveAt is not null, [.. deliveries[x.Post].Where(y => y.Kind == DeliveryKind.Publish).GroupBy(y => y.Channel).Select(y => y.MaxBy(z => z.Revision)!)])
                {
                    // Its headline is for those who may see it.
                    WaitsFor = !x.Held ? null : first.GetValueOrDefault(x.AfterPost!.Value) is { } one && actor.May(Permission.See, one.Unit) ? one.Title : "…",
                }),
        ];
    }
}
