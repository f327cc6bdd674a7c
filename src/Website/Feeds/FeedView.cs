using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Feeds;

/// <summary>The newest posts as every feed format shows them. All addresses are absolute, all pictures from the own server.</summary>
/// <param name="Self">Where this feed stands.</param>
/// <param name="Home">The page of which it is the feed.</param>
internal sealed record FeedView(CityView City, string Title, string Subtitle, string Self, string Home, DateTime Updated, IReadOnlyList<FeedItem> Items);

/// <param name="Id">Stays for ever, also when the page moves.</param>
/// <param name="Html">Paragraphs and pictures.</param>
/// <param name="Updated">UTC; later than <paramref name="Published"/> after a correction.</param>
internal sealed record FeedItem(
    string Id, string Url, string Title, string Summary, string Html, string Language, DateTime Published, DateTime Updated,
    string Author, CategoryView? Category, IReadOnlyList<FeedPicture> Pictures)
{
    public IReadOnlyList<FeedDocument> Documents { get; init; } = [];
}

internal sealed record FeedDocument(string Url, string MediaType, long Bytes, string Title);

internal sealed record FeedPicture(string Url, string MediaType, long Bytes, int Width, int Height, string Alt, string Credit);
