using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Afterwards;

/// <summary>Whether what stands on a channel can still be changed there.</summary>
internal enum EditWindow
{
    Open,

    /// <summary>Neither the network nor this account allows it.</summary>
    Never,

    /// <summary>It has stood there for too long.</summary>
    Late,

    /// <summary>It was changed as often as may be.</summary>
    UsedUp,
}

/// <summary>Some networks let every post be changed, some none, and some only for a while and only some accounts (<see cref="Rules.Edits"/>).</summary>
internal sealed class EditWindows(NetworkBook networks)
{
    /// <param name="network">Where it stands.</param>
    /// <param name="copy">What was published.</param>
    /// <param name="rules">JSON of the channel's own rules; null when it has none.</param>
    /// <param name="rows">Of the same post.</param>
    /// <param name="at">UTC; when it would be changed.</param>
    public EditWindow Of(Network? network, Delivery copy, string? rules, IEnumerable<Delivery> rows, DateTime at)
    {
        if (network is not { Can.Edit: false })
            return network is null ? EditWindow.Never : EditWindow.Open;
        if (RulesOf(copy.Network, rules) is not { } edits)
            return EditWindow.Never;
        return copy.PublishedAt + edits.Within <= at ? EditWindow.Late
            : rows.Count(x => x.Kind == DeliveryKind.Edit && x.Target == copy.Id && Counts(x.State)) >= edits.Most ? EditWindow.UsedUp
            : EditWindow.Open;
    }

    public EditRules? RulesOf(string network, string? rules) => networks.RulesOn(network, rules)?.Edits;

    // What may have happened counts, too.
    private static bool Counts(DeliveryState state) => state is DeliveryState.Published or DeliveryState.Sending or DeliveryState.Processing or DeliveryState.Unknown or DeliveryState.Asking;
}
