using Microsoft.AspNetCore.Components;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Units;

public sealed partial class UnitsPage
{
    private IReadOnlyList<UnitView> tree = [];
    private Actor me = Actor.Nobody;
    private UnitView? edited;
    private bool open, removing;
    private string? name;
    private string? slug;
    private string? parentId;

    [Inject] private Use<IUnits> Register { get; set; } = default!;
    [Inject] private Use<CreateUnit> Creating { get; set; } = default!;
    [Inject] private Use<RenameUnit> Renaming { get; set; } = default!;
    [Inject] private Use<MoveUnit> Moving { get; set; } = default!;
    [Inject] private Use<RemoveUnit> Removing { get; set; } = default!;

    protected override Task Load() => Register.Now(
        async (units, actor) =>
        {
            me = actor;
            tree = await units.Tree(Ct);
            return true;
        },
        Ct);

    // Courtesy only, so that nobody is offered what will be refused.
    private bool MayAdminister(UnitView unit) => me.May(Permission.Administer, unit.Id);

    private string NameOf(UnitId id) => tree.FirstOrDefault(unit => unit.Id == id)?.Name ?? "";

    private static string Indented(UnitView unit) => new string('\u2003', unit.Depth) + unit.Name;

    private void Begin(UnitView? unit)
    {
        Clear();
        edited = unit;
        name = unit?.Name;
        slug = unit?.Slug;
        parentId = (unit?.Parent ?? tree.FirstOrDefault(MayAdminister)?.Id)?.ToString();
        open = true;
    }

    private async Task Save()
    {
        UnitId.TryParse(parentId, null, out var parent);
        if (edited is null)
        {
            var created = await Creating.Now((create, actor) => create.Run(actor, parent, name ?? "", slug, Ct), Ct);
            open = !await Show(created, "Organisation.Saved");
            return;
        }
        var unit = edited;
        var renamed = await Renaming.Now((rename, actor) => rename.Run(actor, unit.Id, name ?? "", slug, Ct), Ct);
        if (!renamed.Ok || unit.Parent is null || unit.Parent == parent)
        {
            open = !await Show(renamed, "Organisation.Saved");
            return;
        }
        open = !await Show(await Moving.Now((move, actor) => move.Run(actor, unit.Id, parent, Ct), Ct), "Organisation.Saved");
    }

    private async Task Drop()
    {
        if (edited is { } unit)
            open = !await Show(await Removing.Now((remove, actor) => remove.Run(actor, unit.Id, Ct), Ct), "Organisation.Units.Removed");
    }
}
