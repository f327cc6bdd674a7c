using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Connections;

internal sealed class ChannelConnections(ConnectChannel connect) : IChannelConnections
{
    public Task<Outcome<Done>> Connect(Actor actor, ChannelId channel, IReadOnlyDictionary<string, string> fields, CancellationToken ct) =>
        connect.Run(actor, channel, fields, ct);
}
