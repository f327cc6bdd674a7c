using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>A unit whose library holds pictures is not removed from under them.</summary>
internal sealed class PicturesOfUnit(Db db) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct) =>
        await db.Set<Picture>().CountAsync(picture => picture.Unit == unit && picture.RemovedAt == null, ct) is > 0 and var pictures
            ? Refusal.Conflict("Media.UnitHasPictures", unitName, pictures)
            : null;
}
