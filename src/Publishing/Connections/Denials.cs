using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>
/// What networks have refused to publish for want of a right since a person last connected the channel, if nothing has gone out there since: also a network that
/// tells nobody which rights it has given says so in this way.
/// </summary>
internal sealed class Denials(Db db)
{
    private const string NotAllowed = "Networks.NotAllowed";

    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    public async Task<IReadOnlyDictionary<ChannelId, Sentence>> Of(IReadOnlyCollection<Connection> connections, DateTime now, CancellationToken ct)
    {
        var (ids, since) = (connections.Select(x => x.Channel).ToList(), now - Back);
        var refused = await db.Set<Delivery>().AsNoTracking()
            .Where(x => ids.Contains(x.Channel) && x.Kind == DeliveryKind.Publish && x.State == DeliveryState.Refused && x.SentenceKey == NotAllowed && x.Due > since)
            .Join(db.Set<Attempt>(), row => row.Id, attempt => attempt.Delivery, (row, attempt) => new { row.Channel, row.SentenceArgs, attempt.At, attempt.What, attempt.State })
            .Where(x => x.What == Attempt.Moved && x.State == DeliveryState.Refused).ToListAsync(ct);
        var denials = new Dictionary<ChannelId, Sentence>();
        foreach (var last in refused.GroupBy(x => x.Channel).Select(all => all.MaxBy(x => x.At)!))
        {
            var signedIn = KnownHealth.Read(connections.First(x => x.Channel == last.Channel).Health)?.SignedInAt;
            if (signedIn < last.At && !await db.Set<Delivery>().AnyAsync(x => x.Channel == last.Channel && x.State == DeliveryState.Published && x.PublishedAt > last.At, ct))
                denials[last.Channel] = new Sentence(NotAllowed, last.SentenceArgs?.Split('\u001f') ?? []);
        }
        return denials;
    }
}
