using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Media.Library;

/// <summary>The tags of the pictures that somebody sees, to choose from.</summary>
internal sealed class TagsInUse(Db db)
{
    private const int Most = 300;

    public async Task<IReadOnlyList<string>> Run(Actor actor, CancellationToken ct)
    {
        var units = actor.UnitsWith(Permission.See);
        var names = await db.Set<PictureTag>().AsNoTracking().Where(x => units.Contains(x.Unit)).GroupBy(x => x.Key).OrderBy(same => same.Key).Take(Most).Select(same => same.Min(x => x.Name)).ToListAsync(ct);
        return [.. names.OfType<string>().Order(StringComparer.CurrentCulture)];
    }
}
