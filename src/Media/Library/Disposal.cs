using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Media.Videos;

namespace Stadtfunk.Media.Library;

/// <summary>Takes rows and files of a picture away for good; only from the bin.</summary>
internal sealed class Disposal(Db db, FileStore store)
{
    /// <summary>Rows in the caller's transaction; files after it, but never those that another picture shares.</summary>
    public async Task Of(Picture picture, CancellationToken ct)
    {
        var renditions = await db.Set<Rendition>().Where(x => x.Picture == picture.Id).ToListAsync(ct);
        db.RemoveRange(renditions);
        db.Remove(picture);
        await db.SaveChangesAsync(ct);
        if (!await db.Set<Picture>().AnyAsync(x => x.Hash == picture.Hash, ct))
            store.Forget(picture.Hash, picture.Ending());
        foreach (var rendition in renditions)
            if (!await db.Set<Rendition>().AnyAsync(x => x.Hash == rendition.Hash, ct))
                store.Forget(rendition.Hash, PictureType.Of(rendition.MediaType).Ending);
        if (picture.Video is not { } video)
            return;
        if (video.Source is { } source && !await db.Set<Video>().AnyAsync(x => x.Source == source, ct))
            store.Forget(source, "");
        if (video.Hash is { } file && !await db.Set<Video>().AnyAsync(x => x.Hash == file, ct))
            store.Forget(file, VideoFiles.Mp4);
        if (video.Subtitles is { } subtitles && !await db.Set<Video>().AnyAsync(x => x.Subtitles == subtitles, ct))
            store.Forget(subtitles, VideoFiles.Vtt);
    }
}

/// <summary>Somebody does not want to wait 30 days, because the picture must go.</summary>
internal sealed class DisposePicture(Db db, Disposal disposal, SameFile same, IEnumerable<IPictureUse> uses)
{
    public async Task<Outcome<Done>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        if (picture.RemovedAt is null)
            return Refusal.Conflict("Media.NotInTheBin");
        using var _ = await same.Alone(picture.Unit, picture.SourceHash, ct);
        foreach (var use in uses)
            if (await use.Of(actor, id, 3, ct) is { Count: > 0 } places)
                return Refusal.Conflict("Media.InUse", string.Join(", ", places.Select(place => place.Name).Distinct()));
        await disposal.Of(picture, ct);
        return Done.Ok;
    }
}

/// <summary>Empties the bin of what has lain there for 30 days. What got into a post in the same moment as into the bin is put back.</summary>
internal sealed class BinRound(Db db, Disposal disposal, IEnumerable<IPictureUse> uses, CityTime time) : IRound
{
    public const string Name = "media-bin";
    private const int AtOnce = 200;

    public async Task Tick(CancellationToken ct)
    {
        var before = time.UtcNow - Picture.InBin;
        foreach (var picture in await db.Set<Picture>().Where(x => x.RemovedAt < before).OrderBy(x => x.RemovedAt).Take(AtOnce).ToListAsync(ct))
        {
            var used = false;
            foreach (var use in uses)
                used |= (await use.Of(Actor.Nobody, picture.Id, 1, ct)).Count > 0;
            if (used)
            {
                picture.BringBack();
                await db.SaveChangesAsync(ct);
            }
            else
                await disposal.Of(picture, ct);
        }
    }
}
