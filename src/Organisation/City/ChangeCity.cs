using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

internal sealed class ChangeCity(Db db, UnitTrees trees, CityCard card)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="version">As read; a newer one is a Conflict.</param>
    public async Task<Outcome<Done>> Run(Actor actor, CityData data, int version, CancellationToken ct)
    {
        if (!await Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        data = data.Trimmed();
        if (data.Check() is { Count: > 0 } wrong)
            return wrong;
        var row = await db.Set<CityRow>().SingleAsync(ct);
        if (row.Version != version)
            return Refusal.Conflict("Kernel.Changed");
        row.Change(data);
        db.Raise(new CityChanged());
        db.AfterCommit(card.Forget);
        return await db.SaveOr(default(Done), ct);
    }

    internal static async Task<bool> Allowed(Actor actor, Db db, UnitTrees trees, CancellationToken ct) =>
        (await trees.Get(db, ct)).Root is { } root && actor.May(Permission.Administer, root.Id);
}

/// <summary>What the form starts with; refused for whoever could not save it.</summary>
internal sealed class ReadCity(Db db, UnitTrees trees, ILogos logos, FontDesk fonts)
{
    public async Task<Outcome<CityDraft>> Run(Actor actor, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var row = await db.Set<CityRow>().AsNoTracking().SingleAsync(ct);
        return new CityDraft(
            row.Data(),
            row.Logo is { } logo ? logos.Address(logo) : null, row.Version)
        {
            Font = await fonts.Find(row.Font, ct),
            FontBold = await fonts.Find(row.FontBold, ct),
        };
    }
}

internal sealed record CityDraft(CityData Data, string? Logo, int Version)
{
    public FontDraft? Font { get; init; }
    public FontDraft? FontBold { get; init; }
}
