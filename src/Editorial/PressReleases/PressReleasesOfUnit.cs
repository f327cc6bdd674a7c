using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.PressReleases;

/// <summary>A unit whose press releases stand open, now or later, is not removed from under them.</summary>
internal sealed class PressReleasesOfUnit(Db db, CityTime time) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct)
    {
        var now = time.UtcNow;
        var open = await db.Set<PressRelease>().CountAsync(release => release.Unit == unit && release.Until > now, ct);
        return open > 0 ? Refusal.Conflict("Editorial.UnitHasPress", unitName, open) : null;
    }
}
