using Stadtfunk.Kernel.Access;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A channel with the rules that hold there today.</summary>
/// <param name="TakesPosts">False when it is planned, dormant or retired.</param>
internal sealed record FitChannel(ChannelId Id, UnitId Unit, string Name, string Handle, Network Network, Rules Rules, bool TakesPosts)
{
    /// <summary>With the rules that hold for a post in this form, and with a video or without.</summary>
    public FitChannel As(string? form, bool video) => this with { Rules = (Network.FormOf(form)?.Rules ?? Rules).With(video) };
}

/// <summary>Channels as the writing desk needs them.</summary>
internal sealed class FitChannels(IChannels channels, IUnits units, NetworkBook networks)
{
    // What one use case has read already; a scope is one use case.
    private IReadOnlyList<ChannelView>? all;

    public async Task<IReadOnlyList<FitChannel>> Many(IReadOnlyCollection<ChannelId> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];
        var views = all?.Where(view => ids.Contains(view.Id)) ?? await channels.Many(ids, ct);
        return [.. views.Select(Read).OfType<FitChannel>()];
    }

    /// <summary>What a writer of this unit may choose: active channels of the unit itself and of the units above it.</summary>
    public async Task<IReadOnlyList<FitChannel>> Selectable(UnitId unit, CancellationToken ct)
    {
        var lineage = await Lineage(unit, ct);
        all ??= await channels.All(ct);
        return [.. all.Where(channel => lineage.Contains(channel.Unit)).Select(Read).OfType<FitChannel>().Where(channel => channel.TakesPosts)];
    }

    private async Task<HashSet<UnitId>> Lineage(UnitId unit, CancellationToken ct)
    {
        var parents = (await units.Tree(ct)).ToDictionary(view => view.Id, view => view.Parent);
        var lineage = new HashSet<UnitId>();
        for (UnitId? at = unit; at is { } here && lineage.Add(here); at = parents.GetValueOrDefault(here))
        {
        }
        return lineage;
    }

    private FitChannel? Read(ChannelView view) =>
        networks.On(view.Network, view.Rules) is { } network
            ? new(view.Id, view.Unit, view.Name, view.Handle, network, networks.RulesOn(view.Network, view.Rules) ?? network.Rules, view.State == ChannelState.Active)
            : null;
}
