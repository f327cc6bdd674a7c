using System.Globalization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Units;

/// <summary>The tree at one moment: who is below whom, and the order in which it is shown.</summary>
internal sealed class UnitTree
{
    // The tree is shared by readers of all languages; the order is the German one.
    private static readonly StringComparer ByName = StringComparer.Create(CultureInfo.GetCultureInfo("de"), true);

    private readonly Dictionary<UnitId, UnitView> byId = [];
    private readonly Dictionary<UnitId, IReadOnlySet<UnitId>> below = [];
    private readonly List<UnitView> order = [];

    public UnitTree(IEnumerable<UnitView> flat)
    {
        var children = flat.ToLookup(unit => unit.Parent);
        foreach (var root in children[null].OrderBy(unit => unit.Name, ByName))
            Place(root, 0, children);
    }

    public IReadOnlyList<UnitView> Order => order;

    public UnitView? Root => order.Count > 0 ? order[0] : null;

    public UnitView? Find(UnitId unit) => byId.GetValueOrDefault(unit);

    /// <summary>The unit itself and everything under it; empty for a unit that is no longer there.</summary>
    public IReadOnlySet<UnitId> Below(UnitId unit) => below.GetValueOrDefault(unit) ?? (IReadOnlySet<UnitId>)new HashSet<UnitId>();

    /// <summary>The unit itself, then its parents up to the city.</summary>
    public IEnumerable<UnitId> Above(UnitId unit)
    {
        for (UnitId? at = unit; at is { } id && byId.TryGetValue(id, out var view); at = view.Parent)
            yield return id;
    }

    private HashSet<UnitId> Place(UnitView unit, int depth, ILookup<UnitId?, UnitView> children)
    {
        var placed = unit with { Depth = depth };
        byId[unit.Id] = placed;
        order.Add(placed);
        var all = new HashSet<UnitId> { unit.Id };
        foreach (var child in children[unit.Id].OrderBy(child => child.Name, ByName))
            all.UnionWith(Place(child, depth + 1, children));
        below[unit.Id] = all;
        return all;
    }
}
