using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>Fetches a picture back from the bin, with everything that was written about it.</summary>
internal sealed class BringBackPicture(Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        picture.BringBack();
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
