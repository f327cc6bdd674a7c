using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <summary>
/// What stands beside a picture that is public or scheduled (credit, licence, focus, poster, subtitles) reaches readers at once and without an approval:
/// it is changed only by those who may release there.
/// </summary>
internal sealed class ShownPictures(IEnumerable<IPictureUse> uses)
{
    /// <returns>Null when the actor may change it.</returns>
    public async Task<Refusal?> NotTheirs(Actor actor, PictureId picture, CancellationToken ct)
    {
        foreach (var use in uses)
            if ((await use.ShownBy(picture, ct)).Any(unit => !actor.May(Permission.Release, unit)))
                return Refusal.Forbidden("Media.ShownNow");
        return null;
    }
}
