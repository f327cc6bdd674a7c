using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Errors;
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
            // app.bsky.embed.video; the account's server may take less of a file and says how much. How long a video plays does not matter to either.
            Video = new VideoRules(300_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromHours(4), ["video/mp4"]) { TakesPoster = false, TakesAlt = true },
            // Its own app shows a card's picture in this shape and cuts off the rest, from the middle.
            CardPicture = new PictureRules(1_000_000, MaxEdge: 1200, MaxPixels: null, MediaTypes, MaxAlt: null) { Narrowest = 1.91, Widest = 1.91 },
        },
        new Can(Edit: false, Delete: true, LookUp: true))
    {
        Look = typeof(BlueskyLook),
        // A record costs 3 points of 5000 in an hour and of 35000 in a day: kept to by the hour, the day's limit is the nearer one.
        Budget = new Budget(480, TimeSpan.FromHours(1)),
    };

    public static void AddBluesky(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(BlueskyNetwork));
        services.AddNetwork<BlueskyPublisher, BlueskySignIn>(Network);
        services.BindSettings<BlueskySettings>("Networks:Bluesky");
        services.AddSingleton(new TheirHeaders(["ratelimit-limit", "ratelimit-remaining"], []) { Used = BlueskyUsage.In });
        services.AddSingleton<Xrpc>();
        services.AddSingleton<BlueskyParts>();
        services.AddSingleton<Tid>();
    }
}
