using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Bluesky;

internal static class BlueskyNetwork
{
    public const string Key = "bluesky";

    private static readonly string[] MediaTypes = ["image/jpeg", "image/webp", "image/png"];

    // app.bsky.feed.post, app.bsky.embed.images and app.bsky.embed.external as published; alt text has no limit there.
    public static readonly Network Network = new(
        Key,
        "Bluesky",
        "Bs",
        new Rules(
            MaxText: 300,
            Counting.Graphemes,
            MaxTextBytes: 3000,
            UrlLength: null,
            LinkInText: false,
            MaxPictures: 4,
            new PictureRules(2_000_000, MaxEdge: 2000, MaxPixels: null, MediaTypes, MaxAlt: null),
            PicturesHideCard: true)
        {
            CardPicture = new PictureRules(1_000_000, MaxEdge: 1200, MaxPixels: null, MediaTypes, MaxAlt: null),
        },
        new Can(Edit: false, Delete: true, LookUp: true));
}
