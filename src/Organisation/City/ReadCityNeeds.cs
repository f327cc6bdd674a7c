using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

/// <summary>What every public page leads to and nobody has entered yet.</summary>
internal sealed record CityNeeds(bool Imprint, bool Privacy)
{
    public static readonly CityNeeds None = new(false, false);
}

/// <summary>For the Today page; nothing for whoever could not enter it, and in the demo city, which has such pages of its own.</summary>
internal sealed class ReadCityNeeds(Db db, UnitTrees trees)
{
    public async Task<CityNeeds> Run(Actor actor, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return CityNeeds.None;
        var row = await db.Set<CityRow>().AsNoTracking().SingleOrDefaultAsync(ct);
        return row is null or { Demo: true } ? CityNeeds.None : new CityNeeds(row.Imprint == CityRow.NoImprint, row.Privacy == CityRow.NoPrivacy);
    }
}
