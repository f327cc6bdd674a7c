using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.YouTube;

internal static class YouTubeNetwork
{
    public const string Key = "youtube";
    public const string Name = "YouTube";

    // Description 5,000 bytes, title 100 characters, neither with < or >; 256 GB and twelve hours, for channels that YouTube has verified. A still of 2 MB
    // has always been taken (since September 2026 it may have 50), and no alt text. There are no pictures beside a video.
    public static readonly Network Network = new(
        Key,
        Name,
        "Yt",
        new Rules(
            MaxText: 5000,
            Counting.Bytes,
            MaxTextBytes: null,
            UrlLength: null,
            LinkInText: true,
            MaxPictures: 0,
            new PictureRules(2_000_000, MaxEdge: 1280, MaxPixels: null, ["image/jpeg", "image/png"], MaxAlt: null) { TakesAlt = false })
        {
            MaxTitle = 100,
            NotTaken = "<>",
            NeedsVideo = true,
            Video = new VideoRules(256_000_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromHours(12), ["video/mp4"]),
        },
        new Can(Edit: true, Delete: true, LookUp: true) { ExchangePictures = false })
    {
        Look = typeof(YouTubeLook),
        PreparesAlways = true,
        VideoAhead = TimeSpan.FromHours(1),
        // videos.insert has a quota of its own since 1 June 2026: 100 calls of the project, until midnight in California.
        DayLimits = [new DayLimit(100) { Call = YouTubeApi.Insert, Zone = "America/Los_Angeles", OfApp = true }],
    };

    public static void AddYouTube(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(YouTubeNetwork));
        services.BindSettings<YouTubeSettings>("Networks:YouTube");
        // Who lets a post out has to know that nobody may see it; only the people who run Stadtfunk know what Google has decided.
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<YouTubeSettings>>().Value.Audited
            ? Network with { Review = new Review(Passed: true, "Networks.YouTube.Review.Passed", Refuses: true) }
            : Network with { Caution = "Networks.YouTube.NotAudited", Review = new Review(Passed: false, "Networks.YouTube.Review.Open", Refuses: true) });
        services.AddSingleton<IPublisher, YouTubePublisher>();
        services.AddSingleton<ISignIn, YouTubeSignIn>();
        services.AddSingleton<YouTubeApi>();
        services.AddSingleton<YouTubeErrors>();
        services.AddSingleton<YouTubeVideos>();
        services.AddSingleton<YouTubeUpload>();
        services.AddSingleton<YouTubeExtras>();
        // Where an upload goes, and how far it is.
        services.AddSingleton(new TheirHeaders(["location", "range"], []));
    }
}
