using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>One picture with everything that is known of it.</summary>
/// <param name="Version">For saving: nobody is overwritten.</param>
internal sealed record PictureCardView(PictureView Picture, string? Preview, DateTime AddedAt, string UnitName, IReadOnlyList<string> Tags, PictureRights Rights, int Version, bool MayWrite, DateTime? GoneAt)
{
    /// <summary>Which moment of the video the poster shows.</summary>
    public TimeSpan? PosterAt { get; init; }
}

/// <summary>One picture for somebody who may see its unit.</summary>
internal sealed class PictureShow(Db db, RenditionShelf shelf, IUnits units, CityTime time)
{
    public async Task<Outcome<PictureCardView>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().AsNoTracking().Include(x => x.Tags).FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        return new PictureCardView(
            picture.View(time.Today),
            picture.Pages is null ? (await shelf.Take(id, Wishes.ForPage[1], ct)).Value?.Path : null,
            picture.AddedAt,
            (await units.Tree(ct)).FirstOrDefault(unit => unit.Id == picture.Unit)?.Name ?? "",
            [.. picture.Tags.Select(tag => tag.Name).Order(StringComparer.CurrentCulture)],
            picture.Rights,
            picture.Version,
            actor.May(Permission.Write, picture.Unit),
            picture.RemovedAt + Picture.InBin)
        {
            PosterAt = picture.Video is { } video ? TimeSpan.FromMilliseconds(video.PosterAt) : null,
        };
    }
}
