using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Channels;

internal sealed record ChannelDraft(ChannelData Data, int Version);

/// <summary>What the form starts with; refused for whoever could not save it.</summary>
internal sealed class ReadChannel(Db db)
{
    public async Task<Outcome<ChannelDraft>> Run(Actor actor, ChannelId id, CancellationToken ct)
    {
        var channel = await db.Set<Channel>().AsNoTracking().SingleOrDefaultAsync(channel => channel.Id == id, ct);
        if (channel is null)
            return Refusal.NotFound("Organisation.ChannelGone");
        if (!actor.May(Permission.ManageChannels, channel.Unit))
            return Refusal.Forbidden();
        return new ChannelDraft(channel.Data(), channel.Version);
    }
}
