using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>A delivery with the post it belongs to, for lists over many posts.</summary>
/// <param name="Since">UTC; when the call was made whose outcome is open. Null when none was.</param>
/// <param name="MayAnswer">Whether the one who asks may move it on.</param>
public sealed record TroubleView(DeliveryView Delivery, PostHead Post, string NetworkName, DateTime? Since, bool MayAnswer)
{
    /// <summary>What mends it, as far as the house can tell.</summary>
    public Mend Mend { get; init; }

    /// <summary>For a change or a deletion: the copy that it is about.</summary>
    public Uri? Copy { get; init; }

    /// <summary>Who can connect the channel again, where that would mend it and the one who asks cannot; null otherwise.</summary>
    public string? WhoReconnects { get; init; }
}

/// <summary>The one step that mends what did not go out.</summary>
public enum Mend
{
    /// <summary>The same once more.</summary>
    Again,

    /// <summary>The network does not take it as it is: the post has to change.</summary>
    Rewrite,

    /// <summary>The sign-in does not hold: the channel has to be connected again.</summary>
    Reconnect,

    /// <summary>Its time is over: another one.</summary>
    NewTime,

    /// <summary>The network does not let this program delete it: somebody does it there.</summary>
    ByHand,
}

/// <summary>What needs a person: outcomes that nobody could look up, refusals and what was missed, newest first.</summary>
internal sealed class Troubles(Db db, DeliveryList list, IPostHeads heads, IChannels channels, IPeople people, NetworkBook networks)
{
    private const int Most = 100;
    private const int MostNames = 3;

    public async Task<IReadOnlyList<TroubleView>> Run(Actor actor, CancellationToken ct)
    {
        var asking = await Seen(actor, x => x.State == DeliveryState.Asking, int.MaxValue, ct);
        var over = await Seen(actor, x => x.State == DeliveryState.Refused || x.State == DeliveryState.Missed, Most, ct);
        List<Delivery> rows = [.. asking.Rows, .. over.Rows];
        var posts = asking.Posts.Concat(over.Posts).DistinctBy(x => x.Key).ToDictionary(x => x.Key, x => x.Value);
        var since = rows.ToDictionary(x => x.Id, x => x.UnknownAt ?? x.IntentAt);
        var units = (await channels.Many([.. rows.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id, x => x.Unit);
        var lost = (await db.Set<Connection>().AsNoTracking().Where(x => !x.IsGood && units.Keys.Contains(x.Channel)).Select(x => x.Channel).ToListAsync(ct)).ToHashSet();
        var mends = rows.ToDictionary(x => x.Id, x => MendOf(x, lost.Contains(x.Channel)));
        var whom = await Managers(actor, units, rows.Where(x => mends[x.Id] == Mend.Reconnect), ct);
        var copies = await Copies(rows, ct);
        return
        [
            .. (await list.Views(rows, ct))
                .Select(x => new TroubleView(
                    x, posts[x.Post], networks.Find(x.Network)?.Name ?? x.Network, since[x.Id],
                    actor.May(Permission.Release, posts[x.Post].Unit) || (units.TryGetValue(x.Channel, out var unit) && actor.May(Permission.Release, unit)))
                {
                    Mend = mends[x.Id],
                    Copy = copies.GetValueOrDefault(x.Id),
                    WhoReconnects = mends[x.Id] == Mend.Reconnect ? whom.GetValueOrDefault(x.Channel) : null,
                })
                // A question that waits comes first: only a person can answer it.
                .OrderByDescending(x => x.Delivery.State == DeliveryState.Asking).ThenByDescending(x => x.Delivery.Due),
        ];
    }

    // What a network said no to as it was, it will say no to again.
    private static Mend MendOf(Delivery row, bool lost) =>
        lost || row.SentenceKey is "Networks.SignInLost" or "Networks.OtherAccount" or "Networks.NotAllowed" or "Networks.RightsMissing" or "Publishing.ConnectionLost" or "Publishing.NotConnected" or "Publishing.KeyMissing"
            || row.SentenceKey?.Split('.') is ["Networks", _, "Lost", _] ? Mend.Reconnect
        : row.Kind == DeliveryKind.Delete ? ForGood(row) || row.SentenceKey == "Publishing.OtherAccount" ? Mend.ByHand : Mend.Again
        : row.State == DeliveryState.Missed ? Mend.NewTime
        : ForGood(row) ? Mend.Rewrite
        : Mend.Again;

    private static bool ForGood(Delivery row) => row.State == DeliveryState.Refused && row.SentenceKey?.StartsWith("Networks.", StringComparison.Ordinal) == true;

    /// <summary>Names of those who can connect these rows' channels, for the channels that the actor cannot connect.</summary>
    private async Task<Dictionary<ChannelId, string>> Managers(Actor actor, Dictionary<ChannelId, UnitId> units, IEnumerable<Delivery> rows, CancellationToken ct)
    {
        var names = new Dictionary<ChannelId, string>();
        foreach (var channel in rows.Select(x => x.Channel).Distinct())
            if (units.TryGetValue(channel, out var unit) && !actor.May(Permission.ManageChannels, unit))
                names[channel] = string.Join(", ", (await people.WhoMay(Permission.ManageChannels, unit, ct)).Take(MostNames).Select(x => x.Name));
        return names;
    }

    private async Task<Dictionary<DeliveryId, Uri>> Copies(List<Delivery> rows, CancellationToken ct)
    {
        var about = rows.Select(x => x.Target).OfType<DeliveryId>().Distinct().ToList();
        var links = await db.Set<Delivery>().AsNoTracking().Where(x => about.Contains(x.Id) && x.Link != null).ToDictionaryAsync(x => x.Id, x => new Uri(x.Link!), ct);
        return rows.Where(x => x.Target is { } target && links.ContainsKey(target)).ToDictionary(x => x.Id, x => links[x.Target!.Value]);
    }

    private Task<SeenRows<Delivery>> Seen(Actor actor, Expression<Func<Delivery, bool>> which, int most, CancellationToken ct) => SeenRows<Delivery>.Read(
        db.Set<Delivery>().AsNoTracking().Where(which).OrderByDescending(x => x.Due).ThenByDescending(x => x.Id), x => x.Post, heads, actor, most, ct);
}

/// <summary>
/// What waits for this person on Today, and what of their own posts did not go out. A post that missed its time as a whole is asked about once, by Editorial,
/// and not again for each of its channels.
/// </summary>
internal sealed class WaitingChecks(Troubles troubles) : IWaiting
{
    public async Task<IReadOnlyList<TroubleView>> Run(Actor actor, CancellationToken ct) =>
        [.. (await troubles.Run(actor, ct)).Where(x => (x.MayAnswer || x.Post.Author == actor.Person) && (x.Delivery.State != DeliveryState.Missed || x.Post.State != PostState.Missed))];

    public async Task<int> Count(Actor actor, CancellationToken ct) => (await Run(actor, ct)).Count(x => x.MayAnswer);
}
