using System.Globalization;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Of what a network takes in a day, what is too much waits for its turn instead of being refused. Nothing else of the channel waits with it.</summary>
internal sealed class Turns(Allowances allowances, NetworkBook networks, CityTime city)
{
    // A person may finish a draft at any time.
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(10);

    /// <summary>True when the row was put back until there is room for it. What could only be missed then is tried: the network may count otherwise.</summary>
    public async Task<bool> HoldsBack(Delivery row, Outgoing post, DateTime now, CancellationToken ct)
    {
        if (row.Kind != DeliveryKind.Publish || networks.Find(row.Network) is not { } network)
            return false;
        foreach (var limit in network.DayLimits.Where(x => !x.Approximate && x.Concerns(post.Form, post.Terms)))
        {
            var allowance = await allowances.Of(limit, row.Channel, row.Network, row.Id, now, ct);
            if (allowance.Begun.Contains(row.Id) || allowance.RoomAt(now) is not { } room)
                continue;
            var next = limit.Drafts && now + LookAgain < room ? now + LookAgain : room;
            if (next >= row.CutOff)
                continue;
            var at = city.ToLocal(room);
            row.PutBack(
                new Sentence(
                    limit.Drafts ? room < row.CutOff ? "Publishing.TooManyDrafts" : "Publishing.TooManyDraftsTillThen" : limit.OfApp ? "Publishing.DayOfAppUsedUp" : "Publishing.DayUsedUp", network.Name, limit.Posts.ToString(CultureInfo.InvariantCulture),
                    at.ToString("dd.MM.", CultureInfo.InvariantCulture), at.ToString("HH:mm", CultureInfo.InvariantCulture)),
                next);
            return true;
        }
        return false;
    }
}
