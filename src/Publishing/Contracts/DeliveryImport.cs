using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Contracts;

/// <summary>Deliveries of a time before this house stood, for posts that <c>IPostImport</c> has taken in.</summary>
public interface IDeliveryImport
{
    /// <summary>
    /// Makes the post's page public since its time, and keeps one delivery per channel with a receipt, as if each had gone out then. Only for
    /// channels on the training network, where the post is really put, dated with its time: so the receipt's link works, and nothing is claimed
    /// about a network that others can see. The key is made from post and channel, and the training network takes a key once; so this may be
    /// interrupted at any moment and called again. Holds no transaction while it sends. Asks for the administration of the post's unit.
    /// </summary>
    Task<Outcome<Done>> Import(Actor actor, PostId post, DateTime at, CancellationToken ct);
}

/// <summary>Connects channels for rooms above and the demo city, with the same rights as at the desk.</summary>
public interface IChannelConnections
{
    /// <param name="fields">As the network's own form asks for them.</param>
    Task<Outcome<Done>> Connect(Actor actor, ChannelId channel, IReadOnlyDictionary<string, string> fields, CancellationToken ct);
}
