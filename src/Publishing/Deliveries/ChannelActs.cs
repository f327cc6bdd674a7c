using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What was done with one post on one channel, the latest act first.</summary>
internal sealed record ChannelActs(IReadOnlyList<DeliveryView> All)
{
    /// <summary>The act that says how the post stands there.</summary>
    public DeliveryView Now => All[0];

    /// <summary>To the copy that stands there; null where none does, or nobody knows where.</summary>
    public Uri? Copy => Now switch
    {
        { Kind: DeliveryKind.Publish } => Now.Link,
        { Kind: DeliveryKind.Delete, State: DeliveryState.Published } => null,
        _ => All.FirstOrDefault(x => x.Id == Now.Target)?.Link,
    };

    public static IReadOnlyList<ChannelActs> Of(IEnumerable<DeliveryView> deliveries) =>
    [
        .. deliveries.GroupBy(x => x.Channel)
            .Select(x => new ChannelActs([.. x.OrderByDescending(y => Turn(y, x)).ThenByDescending(y => y.Kind).ThenByDescending(y => y.Id.Value)]))
            .OrderBy(x => x.Now.ChannelName, StringComparer.CurrentCulture),
    ];

    // A deletion comes after every change of what it takes away, whatever revision it carries.
    private static int Turn(DeliveryView act, IEnumerable<DeliveryView> all) => act is { Kind: DeliveryKind.Delete, Target: { } target }
        ? all.Where(x => x.Id == target || x.Target == target).Max(x => x.Revision)
        : act.Revision;
}
