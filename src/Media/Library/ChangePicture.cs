using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <param name="FocusX">Point of interest from the left, 0..1.</param>
/// <param name="FocusY">Point of interest from the top, 0..1.</param>
internal sealed record PictureWords(string Alt, string Credit, double FocusX, double FocusY);

internal sealed class ChangePicture(Db db)
{
    public async Task<Outcome<PictureView>> Run(Actor actor, PictureId id, PictureWords words, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        var described = picture.Describe(words.Alt, words.Credit, words.FocusX, words.FocusY);
        if (!described.Ok)
            return Outcome<PictureView>.Refused(described.Refusals);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("Media.SomebodyWasQuicker");
        }
        return picture.View();
    }
}
