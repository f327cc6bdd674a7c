using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Pages;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Feeds;

/// <summary>Makes feeds and the sitemap.</summary>
internal sealed class PrintFeed(IReleasedPosts posts, Register register, Pictures pictures, FeedText text, CityTime time, Words words)
{
    private const int Items = 50;

    /// <summary>Null: there is no such category.</summary>
    public async Task<Sheet?> Print(PublicAddress.FeedAt address, CityView city, CancellationToken ct)
    {
        var category = (await register.Categories(ct)).FirstOrDefault(one => one.Slug == address.Category);
        if (address.Category is not null && category is null)
            return null;
        var newest = await posts.Public(new PublicQuery(null, category?.Id, null, null, Items), ct);
        var items = new List<FeedItem>(newest.Count);
        foreach (var post in newest)
            items.Add(await Item(post, city, ct));
        var title = category is null ? words["Website.Feed.Title", city.Name] : words["Website.Feed.CategoryTitle", city.Name, category.Name];
        var home = category is null ? "/" : PublicAddress.OfWall(WallChoice.All with { Category = category.Slug });
        var feed = new FeedView(city, title, words["Website.Wall.Intro", city.Name], city.Absolute(address.Key), city.Absolute(home), Updated(items), items);
        return address.Form switch
        {
            "atom" => Sheet(AtomFeed.ContentType, AtomFeed.Write(feed), feed, address),
            "rss" => Sheet(RssFeed.ContentType, RssFeed.Write(feed), feed, address),
            _ => Sheet(JsonFeed.ContentType, JsonFeed.Write(feed), feed, address),
        };
    }

    public async Task<Sheet> PrintSitemap(CityView city, CancellationToken ct)
    {
        var pages = new List<SitemapPage>();
        await foreach (var post in posts.EveryPublic(ct).Take(Sitemap.Most - 1))
            pages.Add(new SitemapPage(
                city.Absolute(PublicAddress.OfPost(post.Slug)),
                post.CorrectedAt ?? post.PublicSince ?? post.ReleasedAt,
                [.. (await pictures.Paths(post.Pictures, ct)).Select(city.Absolute)]));
        return new Sheet(200, Sitemap.ContentType, Sitemap.Write(city.Absolute("/"), pages), Tags(new PublicAddress.SitemapAt()));
    }

    private async Task<FeedItem> Item(ReleasedPost post, CityView city, CancellationToken ct)
    {
        var shown = await pictures.Of(post.Pictures, ct);
        var since = post.PublicSince ?? post.ReleasedAt;
        List<FeedPicture> own = [.. shown.Select(picture => new FeedPicture(
            city.Absolute(picture.Fallback.Path), picture.Fallback.MediaType, picture.Fallback.Bytes, picture.Fallback.Width, picture.Fallback.Height,
            picture.Alt, picture.Credit))];
        List<FeedDocument> documents = [.. (await pictures.Documents(post.Pictures, ct)).Select(one => new FeedDocument(city.Absolute(one.File.Path), one.File.MediaType, one.File.Bytes, one.Title))];
        return new FeedItem(
            $"urn:uuid:{post.Id.Value}",
            city.Absolute(PublicAddress.OfPost(post.Slug)),
            RunningText.Clean(post.Title),
            RunningText.Teaser(post.Text, 300),
            text.Html(post, own, documents),
            post.Language,
            since,
            post.CorrectedAt ?? since,
            (await register.Unit(post.Unit, ct))?.Name ?? city.Name,
            await register.Category(post.Category, ct),
            own)
        {
            Documents = documents,
        };
    }

    // An empty feed needs a time too; a day is steady enough for its ETag.
    private DateTime Updated(List<FeedItem> items) => items.Count > 0 ? items.Max(item => item.Updated) : time.UtcNow.Date;

    private static Sheet Sheet(string contentType, byte[] body, FeedView feed, PublicAddress address) =>
        new(200, contentType, body, Tags(address)) { LastModified = feed.Updated };

    private static HashSet<string> Tags(PublicAddress address) => [Shelf.Tags.Wall, Shelf.Tags.City, Shelf.Tags.Categories, Shelf.Tags.Page(address.Key)];
}
