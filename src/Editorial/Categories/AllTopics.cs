using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Editorial.Categories;

/// <summary>The categories for a page. Whoever is signed in may see them: they stand on the public pages.</summary>
internal sealed class AllTopics(ICategories categories)
{
    public async Task<IReadOnlyList<CategoryView>> Run(Actor actor, CancellationToken ct) => actor.IsSignedIn ? await categories.All(ct) : [];
}
