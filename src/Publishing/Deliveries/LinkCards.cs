using System.Text.Json;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// What a link card says, for networks where the client makes it: from the city's own post behind the link, else from the page itself. Worked
/// out once per row and kept, so a repeated call shows the same card. A page that does not answer costs the picture, never the post.
/// </summary>
internal sealed class LinkCards(CardPage page, IReleasedPosts posts, IPictures pictures, ICity city)
{
    public const string PartName = "card";
    private const int MostDescription = 300;

    private sealed record Thumb(string Hash, string MediaType, int Width, int Height, long Bytes, string Alt);

    private sealed record Kept(string Title, string Description, Thumb? Thumb);

    /// <summary>The hash of the card's picture in a kept part; null when it has none.</summary>
    public static string? FileOf(string kept) => JsonSerializer.Deserialize<Kept>(kept, JsonSerializerOptions.Web)?.Thumb?.Hash;

    public async Task<LinkCard?> For(
        Uri link, ReleasedPost post, Rules rules, Dictionary<string, string> parts, Func<string, string, CancellationToken, Task> keep, CancellationToken ct)
    {
        if (!parts.TryGetValue(PartName, out var json))
        {
            json = JsonSerializer.Serialize(await WorkOut(link, post, rules.CardPicture, ct), JsonSerializerOptions.Web);
            await keep(PartName, json, ct);
            parts[PartName] = json;
        }
        var kept = JsonSerializer.Deserialize<Kept>(json, JsonSerializerOptions.Web)!;
        var thumb = kept.Thumb is { } made
            ? new OutgoingPicture(made.Hash, made.MediaType, made.Width, made.Height, made.Bytes, made.Alt, null, token => pictures.Open(made.Hash, token))
            : null;
        return new LinkCard(link, kept.Title, kept.Description, thumb);
    }

    private async Task<Kept> WorkOut(Uri link, ReleasedPost post, PictureRules? picture, CancellationToken ct)
    {
        var wish = picture is null ? null : OutgoingForm.WishOf(picture);
        if (await Own(link, ct) is { } own)
            return new Kept(own.Title, Short(own.Text), await OwnThumb(own, wish, ct));
        if (await page.Read(link, ct) is not { } found)
            return new Kept(post.Title, "", null);
        var made = wish is not null && found.Picture is { } address && await page.Picture(address, wish, ct) is { } taken
            ? new Thumb(taken.Hash, taken.MediaType, taken.Width, taken.Height, taken.Bytes, "")
            : null;
        return new Kept(found.Title is { Length: > 0 } title ? Short(title) : post.Title, Short(found.Description), made);
    }

    /// <summary>The city's own page is not asked over the network: the post is here.</summary>
    private async Task<ReleasedPost?> Own(Uri link, CancellationToken ct)
    {
        const string Posts = "beitraege/";
        var root = (await city.Get(ct)).PublicUrl;
        if (link.Authority != root.Authority || !link.AbsolutePath.StartsWith(root.AbsolutePath + Posts, StringComparison.Ordinal))
            return null;
        return await posts.BySlug(link.AbsolutePath[(root.AbsolutePath.Length + Posts.Length)..].TrimEnd('/'), ct);
    }

    private async Task<Thumb?> OwnThumb(ReleasedPost own, RenditionWish? wish, CancellationToken ct)
    {
        if (wish is null || own.Pictures.Count == 0)
            return null;
        // A document shows nothing; the picture behind it does.
        var known = await pictures.Many([.. own.Pictures.Select(one => one.Picture)], ct);
        if (own.Pictures.FirstOrDefault(one => known.GetValueOrDefault(one.Picture) is not { Document: not null }) is not { } first || known.GetValueOrDefault(first.Picture) is not { Blocked: null })
            return null;
        var made = await pictures.Rendition(first.Picture, wish, ct);
        return made.Ok ? new Thumb(made.Value.Hash, made.Value.MediaType, made.Value.Width, made.Value.Height, made.Value.Bytes, first.Alt) : null;
    }

    private static string Short(string text)
    {
        var plain = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (plain.Length <= MostDescription)
            return plain;
        var cut = plain.LastIndexOf(' ', MostDescription - 2);
        return plain[..(cut > MostDescription / 2 ? cut : MostDescription - 2)] + " …";
    }
}
