using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Categories;

internal sealed class AllCategories(Db db) : ICategories
{
    public async Task<IReadOnlyList<CategoryView>> All(CancellationToken ct) =>
        await db.Set<Category>().AsNoTracking().OrderBy(category => category.Place).ThenBy(category => category.Name)
            .Select(category => new CategoryView(category.Id, category.Name, category.Slug, category.Colour, category.TargetShare)).ToListAsync(ct);
}
