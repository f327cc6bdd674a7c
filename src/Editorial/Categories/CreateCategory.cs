using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Categories;

internal sealed class CreateCategory(Db db, Categorising categorising)
{
    public async Task<Outcome<CategoryId>> Run(Actor actor, NewCategory wanted, CancellationToken ct)
    {
        if (await categorising.NotAllowed(actor, ct) is { } no)
            return no;
        var read = await categorising.Read(wanted, null, ct);
        if (!read.Ok)
            return Outcome<CategoryId>.Refused(read.Refusals);
        var slugs = await db.Set<Category>().Select(category => category.Slug).ToListAsync(ct);
        var slug = Slugs.Words(read.Value.Name, 40, "rubrik");
        if (slugs.Contains(slug))
            slug = $"{slug}-{Slugs.NewCode()}";
        var category = new Category(CategoryId.New(), slug);
        category.Set(read.Value);
        category.MoveTo(slugs.Count);
        db.Add(category);
        db.Raise(new CategoriesChanged());
        await db.SaveChangesAsync(ct);
        return category.Id;
    }
}
