using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Library;

/// <param name="More">True when there are further places behind these.</param>
internal sealed record PicturePlaces(IReadOnlyList<PicturePlace> Places, bool More);

/// <summary>In which posts a picture is.</summary>
internal sealed class WhereUsed(Db db, IEnumerable<IPictureUse> uses)
{
    private const int Most = 50;

    public async Task<Outcome<PicturePlaces>> Run(Actor actor, PictureId id, CancellationToken ct)
    {
        var unit = await db.Set<Picture>().Where(x => x.Id == id).Select(x => (UnitId?)x.Unit).FirstOrDefaultAsync(ct);
        if (unit is not { } whose || !actor.May(Permission.See, whose))
            return Refusal.NotFound("Media.NoSuchPicture");
        var places = new List<PicturePlace>();
        foreach (var use in uses)
            places.AddRange(await use.Of(actor, id, Most + 1, ct));
        return new PicturePlaces([.. places.Take(Most)], places.Count > Most);
    }
}
