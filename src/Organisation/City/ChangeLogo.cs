using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

/// <summary>Another logo, or none again. The old file stays for a while: pages that readers have kept, and feeds, still name it.</summary>
internal sealed class ChangeLogo(Db db, UnitTrees trees, ILogos logos, CityCard card)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="bytes">A picture as it came; null takes the logo away.</param>
    /// <returns>The address that now stands on the pages; empty for none.</returns>
    public async Task<Outcome<string>> Run(Actor actor, Stream? bytes, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        string? hash = null;
        if (bytes is not null)
        {
            var taken = await logos.TakeIn(bytes, ct);
            if (!taken.Ok)
                return taken;
            hash = taken.Value;
        }
        var row = await db.Set<CityRow>().SingleAsync(ct);
        row.SetLogo(hash);
        db.Raise(new CityChanged());
        db.AfterCommit(card.Forget);
        return await db.SaveOr(hash is null ? "" : logos.Address(hash), ct);
    }
}
