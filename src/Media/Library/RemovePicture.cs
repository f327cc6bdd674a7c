using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Library;

internal sealed class RemovePicture(Db db, FileStore store, SameFile same, IEnumerable<IPictureUse> uses)
{
    public async Task<Outcome<Done>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        using var _ = await same.Alone(picture.Unit, picture.SourceHash, ct);
        foreach (var use in uses)
            if (await use.Of(actor, id, ct) is { Count: > 0 } places)
                return Refusal.Conflict("Media.InUse", string.Join(", ", places.Take(3)));
        var renditions = await db.Set<Rendition>().Where(x => x.Picture == id).ToListAsync(ct);
        db.RemoveRange(renditions);
        db.Remove(picture);
        await db.SaveChangesAsync(ct);
        await ForgetFiles(picture, renditions, ct);
        return Done.Ok;
    }

    /// <summary>Files go at once, since people remove pictures for a reason; but not those that another picture shares.</summary>
    private async Task ForgetFiles(Picture picture, List<Rendition> renditions, CancellationToken ct)
    {
        if (!await db.Set<Picture>().AnyAsync(x => x.Hash == picture.Hash, ct))
            store.Forget(picture.Hash, "");
        foreach (var rendition in renditions)
            if (!await db.Set<Rendition>().AnyAsync(x => x.Hash == rendition.Hash, ct))
                store.Forget(rendition.Hash, PictureType.Of(rendition.MediaType).Ending);
    }
}
