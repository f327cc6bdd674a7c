using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Tray;

/// <param name="UnitName">For whom the picture came.</param>
internal sealed record TrayRow(TrayEntryView Entry, string UnitName);

/// <summary>The tray of pictures as one person sees it, newest first.</summary>
internal sealed class TrayBoard(ITray tray, IUnits units)
{
    public async Task<IReadOnlyList<TrayRow>> Run(Actor actor, CancellationToken ct)
    {
        var names = (await units.Tree(ct)).ToDictionary(unit => unit.Id, unit => unit.Name);
        return [.. (await tray.Waiting(actor, ct)).Select(entry => new TrayRow(entry, names.GetValueOrDefault(entry.Unit, "")))];
    }
}
