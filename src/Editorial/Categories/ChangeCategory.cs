using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Categories;

/// <summary>A new name, colour or share. The address stays, because feeds and links point to it.</summary>
internal sealed class ChangeCategory(Db db, Categorising categorising)
{
    public async Task<Outcome<Done>> Run(Actor actor, CategoryId id, NewCategory wanted, CancellationToken ct)
    {
        if (await categorising.NotAllowed(actor, ct) is { } no)
            return no;
        var category = await db.Set<Category>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (category is null)
            return Refusal.NotFound("Editorial.CategoryUnknown");
        var read = await categorising.Read(wanted, id, ct);
        if (!read.Ok)
            return Outcome<Done>.Refused(read.Refusals);
        category.Set(read.Value);
        db.Raise(new CategoriesChanged());
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
