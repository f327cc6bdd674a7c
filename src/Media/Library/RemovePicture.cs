using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Intake;

namespace Stadtfunk.Media.Library;

/// <summary>Puts a picture into the bin, from where it can be fetched back for 30 days. One that is used somewhere stays.</summary>
internal sealed class RemovePicture(Db db, CityTime time, SameFile same, IEnumerable<IPictureUse> uses)
{
    public async Task<Outcome<Done>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var picture = await db.Set<Picture>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (picture is null || !actor.May(Permission.See, picture.Unit))
            return Refusal.NotFound("Media.NoSuchPicture");
        if (!actor.May(Permission.Write, picture.Unit))
            return Refusal.Forbidden();
        if (picture.RemovedAt is not null)
            return Done.Ok;
        using var _ = await same.Alone(picture.Unit, picture.SourceHash, ct);
        foreach (var use in uses)
            if (await use.Of(actor, id, 3, ct) is { Count: > 0 } places)
                return Refusal.Conflict("Media.InUse", string.Join(", ", places.Select(place => place.Name).Distinct()));
        picture.Remove(actor.Person, time.UtcNow);
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
