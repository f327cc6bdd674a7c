using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Units;

internal sealed class CreateUnit(Db db, UnitTrees trees)
{
    /// <param name="actor">Needs Administer in the parent.</param>
    /// <param name="slug">Null or empty: made from the name.</param>
    public async Task<Outcome<UnitId>> Run(Actor actor, UnitId parent, string name, string? slug, CancellationToken ct)
    {
        if (!actor.May(Permission.Administer, parent))
            return Refusal.Forbidden();
        return await Add(parent, name, slug, ct);
    }

    /// <summary>The same without asking, for the foundation.</summary>
    internal async Task<Outcome<UnitId>> Add(UnitId parent, string name, string? slug, CancellationToken ct)
    {
        name = name.Trim();
        if (Unit.CheckName(name) is { } bad)
            return bad;
        if (!await db.Set<Unit>().AnyAsync(unit => unit.Id == parent, ct))
            return Refusal.NotFound("Organisation.UnitGone");
        var chosen = await SlugRules.Choose(db, name, slug, null, ct);
        if (!chosen.Ok)
            return Outcome<UnitId>.Refused(chosen.Refusals);
        var added = new Unit(parent, name, chosen.Value);
        db.Add(added);
        db.AfterCommit(trees.Forget);
        return await db.SaveOr(added.Id, ct);
    }
}

internal static class SlugRules
{
    /// <summary>The wanted slug if it is good and free; without a wish the next free one for the name.</summary>
    public static async Task<Outcome<string>> Choose(Db db, string name, string? wish, UnitId? self, CancellationToken ct)
    {
        wish = wish?.Trim();
        if (!string.IsNullOrEmpty(wish))
        {
            if (!Slug.IsGood(wish))
                return Refusal.Invalid("Organisation.SlugBad", Slug.Length).On("slug");
            return await Taken(db, wish, self, ct) ? Refusal.Conflict("Organisation.SlugTaken", wish).On("slug") : wish;
        }
        var slug = Slug.From(name);
        var free = slug;
        for (var n = 2; await Taken(db, free, self, ct); n++)
            free = $"{slug[..Math.Min(slug.Length, Slug.Length - 4)]}-{n}";
        return free;
    }

    private static Task<bool> Taken(Db db, string slug, UnitId? self, CancellationToken ct) =>
        db.Set<Unit>().AnyAsync(unit => unit.Slug == slug && unit.Id != self, ct);
}
