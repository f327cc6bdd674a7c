using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Website.Shelf;

namespace Stadtfunk.Website.Pages;

/// <summary>Makes the page of one post: itself, or the sentence that it was taken back.</summary>
internal sealed class PrintPost(IReleasedPosts posts, IDeliveries deliveries, Register register, Pictures pictures, Paper paper, Styles styles)
{
    /// <summary>Null: there never was a public post at this address.</summary>
    public async Task<Sheet?> Print(PublicAddress.PostAt address, CityView city, CancellationToken ct)
    {
        var post = await posts.BySlug(address.Slug, ct);
        if (post?.PublicSince is null)
            return null;
        var style = styles.Address(city);
        HashSet<string> tags = [Tags.City, Tags.Categories, Tags.Post(post.Id), Tags.Page(address.Key)];
        if (post.WithdrawnAt is { } gone)
            return await paper.Print<GonePage>(410, new Frame(city, style, "", null) { NotForIndex = true }, gone, tags);

        var view = await View(post, post.PublicSince.Value, ct);
        tags.UnionWith([Tags.Copies(post.Id), Tags.Channels, .. view.Pictures.Select(picture => picture.Id).Concat(view.Documents.Select(document => document.Id)).Select(Tags.Picture)]);
        if (view.Previous is { } previous)
            tags.Add(Tags.Post(previous.Id));
        return await paper.Print<PostPage>(200, FrameOf(view, await pictures.Link(post.Pictures, ct), city, style, address.Key), view, tags);
    }

    private async Task<PostView> View(ReleasedPost post, DateTime since, CancellationToken ct)
    {
        var paragraphs = RunningText.Paragraphs(post.Text);
        var copies = await deliveries.Copies(post.Id, ct);
        var previous = await posts.Public(new PublicQuery(since, null, null, null, 1), ct);
        return new PostView(
            post,
            RunningText.Clean(post.Title),
            paragraphs.Count > 1 ? paragraphs[0] : null,
            paragraphs.Count > 1 ? [.. paragraphs.Skip(1)] : paragraphs,
            await register.Category(post.Category, ct),
            await register.Unit(post.Unit, ct),
            since,
            await pictures.Of(post.Pictures, ct),
            [.. copies.Where(copy => !copy.IsPractice && copy.Link.Scheme is "https" or "http")],
            [.. copies.Where(copy => copy.IsPractice).Select(copy => copy.ChannelName)],
            previous.FirstOrDefault())
        {
            Documents = await pictures.Documents(post.Pictures, ct),
        };
    }

    private static Frame FrameOf(PostView view, RenditionView? link, CityView city, string style, string key)
    {
        var picture = view.Pictures.FirstOrDefault();
        return new Frame(city, style, view.Title, key)
        {
            Description = RunningText.Teaser(view.Post.Text, 155),
            StructuredData = Pages.StructuredData.OfPost(view, city, key),
            Picture = picture is null || link is null ? null : new PreviewPicture(city.Absolute(link.Path), link.Width, link.Height, picture.Alt, link.MediaType),
            IsArticle = true,
            Category = view.Category is { } category ? (category.Slug, category.Name) : null,
        };
    }
}
