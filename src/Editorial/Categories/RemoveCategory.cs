using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Categories;

/// <summary>Removes a category under which nothing is filed: pages, feeds and figures of the past keep theirs.</summary>
internal sealed class RemoveCategory(Db db, Categorising categorising)
{
    public async Task<Outcome<Done>> Run(Actor actor, CategoryId id, CancellationToken ct)
    {
        if (await categorising.NotAllowed(actor, ct) is { } no)
            return no;
        var category = await db.Set<Category>().FirstOrDefaultAsync(x => x.Id == id, ct);
        if (category is null)
            return Refusal.NotFound("Editorial.CategoryUnknown");
        var posts = await db.Set<Post>().CountAsync(post => post.Category == id, ct);
        if (posts > 0 || await db.Set<Revision>().AnyAsync(revision => revision.Category == id, ct))
            return Refusal.Conflict("Editorial.CategoryInUse", category.Name);
        if (await db.Set<Slot>().Where(slot => slot.Category == id).OrderBy(slot => slot.Name).Select(slot => slot.Name).FirstOrDefaultAsync(ct) is { } slot)
            return Refusal.Conflict("Editorial.CategoryInSlot", category.Name, slot);
        db.Remove(category);
        db.Raise(new CategoriesChanged());
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}
