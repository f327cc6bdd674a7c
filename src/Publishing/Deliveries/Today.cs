using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>A delivery with the post it belongs to, for lists over many posts.</summary>
public sealed record TroubleView(DeliveryView Delivery, PostHead Post);

/// <summary>What needs a person: outcomes that nobody could look up, refusals and what was missed, newest first.</summary>
internal sealed class Troubles(Db db, DeliveryList list, IPostHeads heads)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<TroubleView>> Run(Actor actor, CancellationToken ct)
    {
        var rows = await db.Set<Delivery>().AsNoTracking()
            .Where(x => x.State == DeliveryState.Asking || x.State == DeliveryState.Refused || x.State == DeliveryState.Missed)
            .OrderByDescending(x => x.Due).Take(Most).ToListAsync(ct);
        var posts = await heads.Many([.. rows.Select(x => x.Post).Distinct()], ct);
        return
        [
            .. (await list.Views(rows, ct)).Where(x => posts.TryGetValue(x.Post, out var head) && actor.May(Permission.See, head.Unit))
                .Select(x => new TroubleView(x, posts[x.Post]))
                // A question that waits comes first: only a person can answer it.
                .OrderByDescending(x => x.Delivery.State == DeliveryState.Asking).ThenByDescending(x => x.Delivery.Due),
        ];
    }
}

/// <summary>One post of today with its deliveries.</summary>
public sealed record GoingOut(PostHead Post, DateTime Due, bool IsLive, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>What goes out today (city time), in order, with everything that is still on its way from earlier.</summary>
internal sealed class GoingOutToday(Db db, DeliveryList list, IPostHeads heads, CityTime city)
{
    public async Task<IReadOnlyList<GoingOut>> Run(Actor actor, CancellationToken ct)
    {
        var from = city.ToUtc(city.Today.ToDateTime(TimeOnly.MinValue), Overlap.First).Value;
        var to = city.ToUtc(city.Today.AddDays(1).ToDateTime(TimeOnly.MinValue), Overlap.First).Value;
        var releases = await db.Set<Release>().AsNoTracking()
            .Where(x => !x.Closed && x.Due < to && (x.Due >= from || x.LiveAt == null)).OrderBy(x => x.Due).Take(200).ToListAsync(ct);
        var ids = releases.Select(x => x.Post).Distinct().ToList();
        var posts = await heads.Many(ids, ct);
        var deliveries = await list.OfPosts(ids, ct);
        return
        [
            .. releases.Where(x => posts.TryGetValue(x.Post, out var head) && actor.May(Permission.See, head.Unit))
                .GroupBy(x => x.Post).Select(x => x.MaxBy(y => y.Revision)!)
                .Select(x => new GoingOut(posts[x.Post], x.Due, x.LiveAt is not null, [.. deliveries[x.Post].Where(y => y.Kind == DeliveryKind.Publish)])),
        ];
    }
}
