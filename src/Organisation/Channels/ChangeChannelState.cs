using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Channels;

/// <summary>Activates, rests or retires a channel. Retired is the end: its entry stays, and a return is a new channel.</summary>
internal sealed class ChangeChannelState(Db db)
{
    /// <param name="actor">Needs ManageChannels in its unit.</param>
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId id, ChannelState state, CancellationToken ct)
    {
        var channel = await db.Set<Channel>().SingleOrDefaultAsync(channel => channel.Id == id, ct);
        if (channel is null)
            return Refusal.NotFound("Organisation.ChannelGone");
        if (!actor.May(Permission.ManageChannels, channel.Unit))
            return Refusal.Forbidden();
        if (channel.State == state)
            return Done.Ok;
        if (channel.State == ChannelState.Retired)
            return Refusal.Conflict("Organisation.ChannelRetired", channel.Name);
        if (state == ChannelState.Planned)
            return Refusal.Conflict("Organisation.ChannelBackToPlanned", channel.Name);
        channel.Become(state);
        db.Raise(new ChannelChanged(id));
        return await db.SaveOr(default(Done), ct);
    }
}
