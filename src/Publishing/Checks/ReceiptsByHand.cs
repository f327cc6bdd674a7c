using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Connections;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Checks;

/// <summary>The receipt of what a person says is there: from the link that they paste, as its network reads it.</summary>
internal sealed class ReceiptsByHand(Db db, Ledger ledger, Embassies embassies, ChannelAccess access, EditWindows windows)
{
    /// <param name="link">What the person pasted; of a change nothing has to be pasted.</param>
    public async Task<Outcome<Receipt>> Of(Delivery row, ChannelView channel, string? link, CancellationToken ct)
    {
        if (row.Kind != DeliveryKind.Publish)
            return await db.Set<Delivery>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == row.Target, ct) is { Receipt: { } target }
                ? await Newest(row, channel, target, ct)
                : Refusal.Conflict("Publishing.NothingThereToChange");
        if (!Uri.TryCreate(link?.Trim(), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            return Refusal.Invalid("Publishing.LinkMissing").On("link");
        if (await access.Open(row.Channel, ledger.Now, ct) is not { Session: { } session })
            return Refusal.Conflict("Publishing.ConnectionLost");
        var found = await embassies.Publisher(row.Network)!.ReceiptFor(uri, session, ct);
        if (found is null)
            return Refusal.Invalid("Publishing.LinkIsNotOurs").On("link");
        // One post there cannot be the receipt of two of ours.
        return await db.Set<Delivery>().AnyAsync(x => x.Channel == row.Channel && x.RemoteId == found.RemoteId && x.Id != row.Id, ct)
            ? Refusal.Invalid("Publishing.LinkBelongsToAnother").On("link")
            : found;
    }

    /// <summary>Where every change has an id of its own, the network says which one stands there; if it does not, the one before is good enough.</summary>
    private async Task<Receipt> Newest(Delivery row, ChannelView channel, Receipt target, CancellationToken ct) =>
        row.Kind == DeliveryKind.Edit && windows.RulesOf(row.Network, channel.Rules) is not null && await access.Open(row.Channel, ledger.Now, ct) is { Session: { } session }
            ? await embassies.Publisher(row.Network)!.ReceiptFor(target.Link, session, ct) ?? target
            : target;
}
