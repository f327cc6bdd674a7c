using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Channels;

internal sealed class CreateChannel(Db db)
{
    /// <param name="actor">Needs ManageChannels in the unit.</param>
    /// <param name="network">Key of a network; that it exists is the caller's business, this room knows none.</param>
    public async Task<Outcome<ChannelId>> Run(Actor actor, string network, ChannelData data, ChannelState state, CancellationToken ct)
    {
        if (!actor.May(Permission.ManageChannels, data.Unit))
            return Refusal.Forbidden();
        data = data with { Name = data.Name.Trim(), Purpose = data.Purpose.Trim() };
        var wrong = data.Check();
        if (network.Length is 0 or > 40)
            wrong.Add(Refusal.Invalid("Organisation.NetworkMissing").On("network"));
        if (wrong.Count > 0)
            return wrong;
        if (!await db.Set<Unit>().AnyAsync(unit => unit.Id == data.Unit, ct))
            return Refusal.NotFound("Organisation.UnitGone");
        if (await db.Set<Channel>().AnyAsync(channel => channel.Network == network && channel.Name == data.Name, ct))
            return Refusal.Conflict("Organisation.ChannelNameTaken", data.Name).On("name");
        var channel = new Channel(data.Unit, network, state);
        channel.Describe(data);
        db.Add(channel);
        db.Raise(new ChannelChanged(channel.Id));
        return await db.SaveOr(channel.Id, ct);
    }
}
