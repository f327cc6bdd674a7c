using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Categories;

/// <param name="Posts">How many posts are filed under it; only whoever may change it learns of posts that they may not see.</param>
internal sealed record CategoryRow(CategoryView Category, int Posts)
{
    public Template? Template { get; init; }
}

/// <param name="MayChange">What the page offers; the use cases ask again.</param>
internal sealed record CategoryDeskView(bool MayChange, IReadOnlyList<CategoryRow> Rows);

/// <summary>The categories as the desk keeps them.</summary>
internal sealed class CategoryDesk(Db db, ICategories categories, Categorising categorising, CategoryTemplates templates)
{
    public async Task<CategoryDeskView> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return new CategoryDeskView(false, []);
        var all = await categories.All(ct);
        if (await categorising.NotAllowed(actor, ct) is not null)
            return new CategoryDeskView(false, [.. all.Select(one => new CategoryRow(one, 0))]);
        var filed = await db.Set<Post>().AsNoTracking().Where(post => post.Category != null)
            .GroupBy(post => post.Category!.Value).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, ct);
        var begin = await templates.Run(actor, ct);
        return new CategoryDeskView(true, [.. all.Select(one => new CategoryRow(one, filed.GetValueOrDefault(one.Id)) { Template = begin.GetValueOrDefault(one.Id) })]);
    }
}
