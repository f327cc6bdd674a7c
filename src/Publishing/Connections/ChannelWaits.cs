using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>Which channels wait because their network wants to be left alone: until when, in words of the city, and why, in the reader's language.</summary>
internal sealed class ChannelWaits(Db db, DatabaseClock clock, Words words, CityTime time)
{
    public async Task<IReadOnlyDictionary<ChannelId, (string Until, string Why)>> Now(CancellationToken ct)
    {
        var now = clock.Now;
        // Said later than now: by a clock that has been put back since, so nobody knows until when it really waits.
        return (await db.Set<Patience>().AsNoTracking().Where(x => x.Until > now && x.Since <= now).ToListAsync(ct))
            .ToDictionary(x => x.Channel, x => (time.WordsOf(x.Until!.Value), DeliveryList.Say(words, x.SentenceKey, x.SentenceArgs) ?? ""));
    }
}
