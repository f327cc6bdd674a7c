using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A picture that somebody has just picked, with what the composer shows of it.</summary>
internal sealed class PictureToPick(IPictures pictures)
{
    public async Task<Outcome<PictureCard>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        if (await pictures.Find(id, ct) is not { } picture || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Editorial.PictureUnknown");
        // A video may still be on its way, or get its subtitles tomorrow; what may not be shown is not even begun with.
        if (picture.Blocked is { } blocked)
            return blocked;
        return new PictureCard(picture, (await pictures.ForPage(id, ct)).FirstOrDefault()?.Path);
    }
}
