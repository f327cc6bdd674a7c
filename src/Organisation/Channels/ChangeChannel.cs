using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Channels;

/// <summary>Changes the entry of a channel. Its network never changes: that would be another channel.</summary>
internal sealed class ChangeChannel(Db db)
{
    /// <param name="actor">Needs ManageChannels in the unit that has it and in the one that gets it.</param>
    /// <param name="version">As read; a newer one is a Conflict.</param>
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId id, ChannelData data, int version, CancellationToken ct)
    {
        var channel = await db.Set<Channel>().SingleOrDefaultAsync(channel => channel.Id == id, ct);
        if (channel is null)
            return Refusal.NotFound("Organisation.ChannelGone");
        if (!actor.May(Permission.ManageChannels, channel.Unit) || !actor.May(Permission.ManageChannels, data.Unit))
            return Refusal.Forbidden();
        if (channel.Version != version)
            return Refusal.Conflict("Kernel.Changed");
        data = data with { Name = data.Name.Trim(), Purpose = data.Purpose.Trim() };
        if (data.Check() is { Count: > 0 } wrong)
            return wrong;
        if (await db.Set<Channel>().AnyAsync(other => other.Id != id && other.Network == channel.Network && other.Name == data.Name, ct))
            return Refusal.Conflict("Organisation.ChannelNameTaken", data.Name).On("name");
        channel.Describe(data);
        db.Raise(new ChannelChanged(id));
        return await db.SaveOr(default(Done), ct);
    }
}
