using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Library;

/// <summary>One picture for somebody who may see its unit.</summary>
internal sealed class PictureShow(Db db, RenditionShelf shelf)
{
    public async Task<Outcome<ListedPicture>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().AsNoTracking().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        return new ListedPicture(picture.View(), (await shelf.Take(id, Wishes.ForPage[1], ct)).Value?.Path, picture.AddedAt);
    }
}
