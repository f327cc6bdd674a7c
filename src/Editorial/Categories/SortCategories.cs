using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Categories;

/// <summary>Puts the categories in an order; those that are not named come after it as they were.</summary>
internal sealed class SortCategories(Db db, Categorising categorising)
{
    public async Task<Outcome<Done>> Run(Actor actor, IReadOnlyList<CategoryId> order, CancellationToken ct)
    {
        if (await categorising.NotAllowed(actor, ct) is { } no)
            return no;
        var categories = await db.Set<Category>().OrderBy(category => category.Place).ToListAsync(ct);
        var place = 0;
        foreach (var category in categories.OrderBy(category => order.ToList().IndexOf(category.Id) is >= 0 and var at ? at : int.MaxValue))
            category.MoveTo(place++);
        db.Raise(new CategoriesChanged());
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
