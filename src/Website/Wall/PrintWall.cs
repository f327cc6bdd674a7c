using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Pages;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Wall;

/// <summary>Makes a page of the wall: newest first, as chosen, with links to what is older.</summary>
internal sealed class PrintWall(IReleasedPosts posts, Register register, Cards cards, Paper paper, Styles styles, Words words)
{
    private const int PerPage = 20;

    /// <summary>Null: a filter names something that does not exist.</summary>
    public async Task<Sheet?> Print(PublicAddress.WallAt address, CityView city, CancellationToken ct)
    {
        var choice = address.Choice;
        var category = (await register.Categories(ct)).FirstOrDefault(one => one.Slug == choice.Category);
        var channel = (await register.Channels(ct)).FirstOrDefault(one => one.Word == choice.Channel);
        var unit = (await register.Units(ct)).FirstOrDefault(one => one.Slug == choice.Unit);
        if ((choice.Category is not null && category is null) || (choice.Channel is not null && channel is null) || (choice.Unit is not null && unit is null))
            return null;
        // Only our own links name such times: any other would be a page of its own for every microsecond.
        if (choice.Before is { } before && !await posts.AnyPublicAt(before, ct))
            return null;

        var query = new PublicQuery(choice.Before, category?.Id, channel?.Channel.Id, unit?.Id, PerPage + 1);
        var (page, more) = await Page(query, ct);
        var next = more ? PublicAddress.OfWall(choice with { Before = page[^1].PublicSince }) : null;
        var view = new WallView(
            choice, await cards.Of(page, ct), await register.Categories(ct), await register.Channels(ct), await register.Units(ct), next);

        var tags = new HashSet<string>(StringComparer.Ordinal) { Tags.Wall, Tags.City, Tags.Channels, Tags.Categories, Tags.Page(address.Key) };
        tags.UnionWith(view.Cards.Select(card => card.Picture).OfType<PictureShown>().Select(picture => Tags.Picture(picture.Id)));
        var frame = new Frame(city, styles.Address(city), Title(category, channel, unit), address.Key)
        {
            Description = words["Website.Wall.Intro", city.Name],
            NotForIndex = choice.Before is not null || choice.Channel is not null || choice.Unit is not null,
            Category = category is null ? null : (category.Slug, category.Name),
        };
        return await paper.Print<WallPage>(200, frame, view, tags);
    }

    /// <summary>A page ends between two times, never within one: of posts that went live in the same moment, none falls between two pages.</summary>
    private async Task<(IReadOnlyList<ReleasedPost> Page, bool More)> Page(PublicQuery query, CancellationToken ct)
    {
        while (true)
        {
            var found = await posts.Public(query, ct);
            if (found.Count <= PerPage)
                return (found, false);
            var last = found[PerPage - 1].PublicSince;
            var page = found.TakeWhile((post, i) => i < PerPage || post.PublicSince == last).ToList();
            if (page.Count < found.Count)
                return (page, true);
            // All that was read is one moment at its end: look further. What is less than asked for is all there is.
            if (found.Count < query.Take || query.Take >= 1000)
                return (page, false);
            query = query with { Take = Math.Min(1000, query.Take * 4) };
        }
    }

    private string Title(CategoryView? category, ChannelChoice? channel, UnitView? unit)
    {
        string?[] chosen = [category?.Name, channel?.Channel.Name, unit?.Name];
        var named = string.Join(" · ", chosen.OfType<string>());
        return named.Length == 0 ? words["Website.Wall"] : $"{words["Website.Wall"]}: {named}";
    }
}
