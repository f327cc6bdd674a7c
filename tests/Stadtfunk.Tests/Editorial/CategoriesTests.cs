using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Xunit;
using static Stadtfunk.Tests.Editorial.Newsroom;

namespace Stadtfunk.Tests.Editorial;

public sealed class CategoriesTests
{
    [Fact]
    public async Task Only_the_desk_lead_of_the_city_makes_categories()
    {
        await using var room = await Newsroom.Open();
        Refused("Kernel.Forbidden", await Create(room, new NewCategory("Verkehr", "amber", 10), room.MuseumApprover));
        Good(await Create(room, new NewCategory("Verkehr", "amber", 10), room.Lead));
        Refused("Editorial.CategoryNameTaken", await Create(room, new NewCategory("VERKEHR", "amber", 10), room.Lead));
        var bad = await Create(room, new NewCategory(" ", "neon", 101), room.Lead);
        Assert.Equal(["Editorial.CategoryNameMissing", "Editorial.ColourUnknown", "Editorial.ShareOutOfRange"], bad.Refusals.Select(refusal => refusal.Key));
    }

    [Fact]
    public async Task A_category_with_posts_stays()
    {
        await using var room = await Newsroom.Open();
        var used = Good(await Create(room, new NewCategory("Stadtbild", "blue", 0), room.Lead));
        var empty = Good(await Create(room, new NewCategory("Straße & Weg", "green", 0), room.Lead));
        await room.Draft(room.Snow with { Category = used });
        Refused("Editorial.CategoryInUse", await room.House.With((RemoveCategory remove) => remove.Run(room.Lead, used, default)));
        Good(await room.House.With((SortCategories sort) => sort.Run(room.Lead, [empty, used], default)));
        Assert.Equal(["strasse-weg", "stadtbild"], (await room.House.With((ICategories all) => all.All(default))).Select(category => category.Slug));
        Good(await room.House.With((RemoveCategory remove) => remove.Run(room.Lead, empty, default)));
    }

    private static Task<Stadtfunk.Kernel.Errors.Outcome<CategoryId>> Create(Newsroom room, NewCategory category, Stadtfunk.Kernel.Access.Actor by) =>
        room.House.With((CreateCategory create) => create.Run(by, category, default));
}
