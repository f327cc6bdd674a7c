using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Channels;

internal sealed class ChannelRegister(Db db, ChannelQueries queries, CreateChannel create, ChangeChannelState state) : IChannels
{
    public async Task<ChannelView?> Find(ChannelId channel, CancellationToken ct) =>
        (await db.Set<Channel>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == channel, ct))?.View();

    public async Task<IReadOnlyList<ChannelView>> Many(IReadOnlyCollection<ChannelId> channels, CancellationToken ct) =>
        Views(await queries.Many(db, [.. channels], ct));

    public async Task<IReadOnlyList<ChannelView>> All(CancellationToken ct) =>
        Views(await queries.All(db, ct));

    public async Task Connected(ChannelId channel, string handle, Uri publicLink, string? rules, CancellationToken ct)
    {
        var found = await db.Set<Channel>().SingleAsync(one => one.Id == channel, ct);
        found.Connected(handle, publicLink, rules);
        db.Raise(new ChannelChanged(channel));
        await db.SaveChangesAsync(ct);
    }

    public Task<Outcome<ChannelId>> Create(Actor actor, NewChannel channel, CancellationToken ct) => create.Run(
        actor, channel.Network,
        new ChannelData(channel.Unit, channel.Name, channel.Purpose, channel.Imprint, channel.Privacy, channel.CutOff ?? ChannelData.DefaultCutOff),
        ChannelState.Active, ct);

    public Task<Outcome<Done>> Become(Actor actor, ChannelId channel, ChannelState to, CancellationToken ct) => state.Run(actor, channel, to, ct);

    private static List<ChannelView> Views(List<Channel> channels) => [.. channels.Select(channel => channel.View())];
}
