using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Categories;

internal sealed class AllCategories(Db db, CreateCategory create) : ICategories
{
    public async Task<IReadOnlyList<CategoryView>> All(CancellationToken ct) =>
        await db.Set<Category>().AsNoTracking().OrderBy(category => category.Place).ThenBy(category => category.Name)
            .Select(category => new CategoryView(category.Id, category.Name, category.Slug, category.Colour, category.TargetShare)).ToListAsync(ct);

    public Task<Outcome<CategoryId>> Create(Actor actor, NewCategory category, CancellationToken ct) => create.Run(actor, category, ct);
}
