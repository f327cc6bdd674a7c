using Stadtfunk.Kernel.Ui;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>How the screens say where a delivery stands.</summary>
internal static class DeliveryWords
{
    public static Kind KindOf(DeliveryState state) => state switch
    {
        DeliveryState.Published => Kind.Ok,
        DeliveryState.Preparing or DeliveryState.Sending or DeliveryState.Processing or DeliveryState.Unknown => Kind.Go,
        DeliveryState.Asking or DeliveryState.Missed => Kind.Ask,
        DeliveryState.Refused => Kind.Bad,
        _ => Kind.Quiet,
    };

    /// <summary>"veröffentlicht"; for a change or a deletion "Änderung: veröffentlicht".</summary>
    public static string Of(Words words, DeliveryView delivery) => delivery.Kind switch
    {
        _ when delivery is { State: DeliveryState.Processing, Face.IsByHand: true } => words[$"Publishing.Hand.State.{delivery.Kind}"],
        _ when delivery.IsDraft => words["Publishing.State.Draft"],
        DeliveryKind.Publish => words[$"Publishing.State.{delivery.State}"],
        _ => words[$"Publishing.Kind.{delivery.Kind}", words[delivery.State == DeliveryState.Published ? "Publishing.State.Done" : $"Publishing.State.{delivery.State}"]],
    };

    /// <summary>One word for a post of today: the state that a person should know first.</summary>
    public static string Of(Words words, GoingOut post) => post.WaitsFor is { } first ? words["Publishing.Awaits", first] : words[
        Any(post, DeliveryState.Asking) ? "Publishing.State.Asking"
        : Any(post, DeliveryState.Refused) ? "Publishing.State.Refused"
        : Any(post, DeliveryState.Missed) ? "Publishing.State.Missed"
        // Also while its video is brought there ahead of its time: until then it can be stopped.
        : !post.IsLive ? "Publishing.State.Waiting"
        : post.Deliveries.Any(x => KindOf(x.State) == Kind.Go) ? "Publishing.State.Sending"
        : Any(post, DeliveryState.Waiting) ? "Publishing.State.Sending"
        : "Publishing.State.Published"];

    public static bool IsOpen(GoingOut post) => !post.IsLive || post.Deliveries.Any(x => x.State is not (DeliveryState.Published or DeliveryState.Withdrawn));

    private static bool Any(GoingOut post, DeliveryState state) => post.Deliveries.Any(x => x.State == state);
}
