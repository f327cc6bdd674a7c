using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>A delivery with the post it belongs to, for lists over many posts.</summary>
/// <param name="Since">UTC; when the call was made whose outcome is open. Null when none was.</param>
/// <param name="MayAnswer">Whether the one who asks may move it on.</param>
public sealed record TroubleView(DeliveryView Delivery, PostHead Post, string NetworkName, DateTime? Since, bool MayAnswer);

/// <summary>What needs a person: outcomes that nobody could look up, refusals and what was missed, newest first.</summary>
internal sealed class Troubles(Db db, DeliveryList list, IPostHeads heads, IChannels channels, NetworkBook networks)
{
    private const int Most = 100;

    public async Task<IReadOnlyList<TroubleView>> Run(Actor actor, CancellationToken ct)
    {
        var asking = await Seen(actor, x => x.State == DeliveryState.Asking, int.MaxValue, ct);
        var over = await Seen(actor, x => x.State == DeliveryState.Refused || x.State == DeliveryState.Missed, Most, ct);
        List<Delivery> rows = [.. asking.Rows, .. over.Rows];
        var posts = asking.Posts.Concat(over.Posts).DistinctBy(x => x.Key).ToDictionary(x => x.Key, x => x.Value);
        var since = rows.ToDictionary(x => x.Id, x => x.UnknownAt ?? x.IntentAt);
        var units = (await channels.Many([.. rows.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id, x => x.Unit);
        return
        [
            .. (await list.Views(rows, ct))
                .Select(x => new TroubleView(
                    x, posts[x.Post], networks.Find(x.Network)?.Name ?? x.Network, since[x.Id],
                    actor.May(Permission.Release, posts[x.Post].Unit) || (units.TryGetValue(x.Channel, out var unit) && actor.May(Permission.Release, unit))))
                // A question that waits comes first: only a person can answer it.
                .OrderByDescending(x => x.Delivery.State == DeliveryState.Asking).ThenByDescending(x => x.Delivery.Due),
        ];
    }

    private Task<SeenRows<Delivery>> Seen(Actor actor, Expression<Func<Delivery, bool>> which, int most, CancellationToken ct) => SeenRows<Delivery>.Read(
        db.Set<Delivery>().AsNoTracking().Where(which).OrderByDescending(x => x.Due).ThenByDescending(x => x.Id), x => x.Post, heads, actor, most, ct);
}

/// <summary>
/// What waits for this person on Today. A post that missed its time as a whole is asked about once, by Editorial, and not again for each of its channels.
/// </summary>
internal sealed class WaitingChecks(Troubles troubles) : IWaiting
{
    public async Task<IReadOnlyList<TroubleView>> Run(Actor actor, CancellationToken ct) =>
        [.. (await troubles.Run(actor, ct)).Where(x => x.MayAnswer && (x.Delivery.State != DeliveryState.Missed || x.Post.State != PostState.Missed))];

    public async Task<int> Count(Actor actor, CancellationToken ct) => (await Run(actor, ct)).Count;
}

/// <summary>One post of today with its deliveries.</summary>
internal sealed record GoingOut(PostHead Post, string UnitName, CategoryView? Category, DateTime Due, bool IsLive, IReadOnlyList<DeliveryView> Deliveries);

/// <summary>What goes out today (city time), in order, with everything that is still on its way from earlier.</summary>
internal sealed class GoingOutToday(Db db, DeliveryList list, IPostHeads heads, IUnits units, ICategories categories, CityTime city)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<GoingOut>> Run(Actor actor, CancellationToken ct)
    {
        var from = city.ToUtc(city.Today.ToDateTime(TimeOnly.MinValue), Overlap.First).Value;
        var to = city.ToUtc(city.Today.AddDays(1).ToDateTime(TimeOnly.MinValue), Overlap.First).Value;
        var (releases, posts) = await SeenRows<Release>.Read(
            db.Set<Release>().AsNoTracking().Where(x => !x.Closed && x.Due < to && (x.Due >= from || x.LiveAt == null))
                .OrderBy(x => x.Due).ThenBy(x => x.Post).ThenBy(x => x.Revision),
            x => x.Post, heads, actor, Most, ct);
        var ids = releases.Select(x => x.Post).Distinct().ToList();
        var deliveries = await list.OfPosts(ids, ct);
        var unitNames = (await units.Tree(ct)).ToDictionary(x => x.Id, x => x.Name);
        var topics = (await categories.All(ct)).ToDictionary(x => x.Id);
        return
        [
            .. releases
                .GroupBy(x => x.Post).Select(x => x.MaxBy(y => y.Revision)!)
                .Select(x => new GoingOut(
                    posts[x.Post], unitNames.GetValueOrDefault(posts[x.Post].Unit, ""), posts[x.Post].Category is { } topic ? topics.GetValueOrDefault(topic) : null,
                    x.Due, x.LiveAt is not null, [.. deliveries[x.Post].Where(y => y.Kind == DeliveryKind.Publish).GroupBy(y => y.Channel).Select(y => y.MaxBy(z => z.Revision)!)])),
        ];
    }
}
