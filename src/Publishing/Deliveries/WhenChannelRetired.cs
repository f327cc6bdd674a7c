using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// A channel was retired: what was to go out there will not, and its post says so at once instead of when its time has come. What is published
/// there can still be taken away.
/// </summary>
internal sealed class WhenChannelRetired(Db db, IChannels channels, Ledger ledger) : IHandle<ChannelChanged>
{
    public async Task Handle(ChannelChanged happened, CancellationToken ct)
    {
        if (await channels.Find(happened.Channel, ct) is not { State: ChannelState.Retired })
            return;
        foreach (var row in await db.Set<Delivery>().Where(x => x.Channel == happened.Channel && x.Kind != DeliveryKind.Delete
            && (x.State == DeliveryState.Waiting || x.State == DeliveryState.Missed)).ToListAsync(ct))
            row.WithdrawnBeforeSending(new Sentence("Publishing.ChannelRetired"));
        await ledger.WriteAll(ct);
    }
}
