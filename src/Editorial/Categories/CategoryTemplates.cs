using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Categories;

/// <summary>How posts of a category usually begin. What stands in square brackets is to be filled in.</summary>
internal sealed record Template(string Title, string Text);

/// <summary>The templates of the categories that have one.</summary>
internal sealed class CategoryTemplates(Db db)
{
    public async Task<IReadOnlyDictionary<CategoryId, Template>> Run(Actor actor, CancellationToken ct) => actor.IsSignedIn
        ? await db.Set<Category>().AsNoTracking().Where(category => category.TemplateTitle != "" || category.TemplateText != "")
            .ToDictionaryAsync(category => category.Id, category => new Template(category.TemplateTitle, category.TemplateText), ct)
        : new Dictionary<CategoryId, Template>();
}
