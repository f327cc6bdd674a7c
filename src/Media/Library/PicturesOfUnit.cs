using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>A unit whose library holds pictures is not removed from under them; what lies in its bin can be fetched back as long as there is a unit that it comes back to.</summary>
internal sealed class PicturesOfUnit(Db db) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct)
    {
        var all = await db.Set<Picture>().CountAsync(picture => picture.Unit == unit, ct);
        var kept = all == 0 ? 0 : await db.Set<Picture>().CountAsync(picture => picture.Unit == unit && picture.RemovedAt == null, ct);
        return kept > 0 ? Refusal.Conflict("Media.UnitHasPictures", unitName, kept)
            : all > 0 ? Refusal.Conflict("Media.UnitHasBin", unitName, all)
            : null;
    }
}
