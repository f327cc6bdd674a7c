using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Wall;

/// <summary>Turns posts into cards, in their order.</summary>
internal sealed class Cards(IDeliveries deliveries, Register register, Pictures pictures)
{
    private const int TeaserLength = 220;

    public async Task<IReadOnlyList<Card>> Of(IReadOnlyList<ReleasedPost> posts, CancellationToken ct)
    {
        var cards = new List<Card>(posts.Count);
        foreach (var post in posts)
        {
            var copies = await deliveries.Copies(post.Id, ct);
            cards.Add(new Card(
                PublicAddress.OfPost(post.Slug),
                RunningText.Clean(post.Title),
                RunningText.Teaser(post.Text, TeaserLength),
                post.Language,
                post.PublicSince ?? post.ReleasedAt,
                await register.Category(post.Category, ct),
                await register.Unit(post.Unit, ct),
                await pictures.Card(post.Pictures, ct),
                [.. copies.Where(copy => !copy.IsPractice).Select(copy => copy.NetworkName).Distinct(StringComparer.Ordinal)])
            {
                Documents = await pictures.Documents(post.Pictures, ct),
            });
        }
        return cards;
    }
}
