using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>The units into whose library somebody may put pictures.</summary>
internal sealed class WritableUnits(IUnits units)
{
    public async Task<IReadOnlyList<UnitView>> Run(Actor actor, CancellationToken ct) =>
        [.. (await units.Tree(ct)).Where(unit => actor.May(Permission.Write, unit.Id))];
}
