using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.LinkedIn;

internal static class LinkedInNetwork
{
    public const string Key = "linkedin";
    public const string Name = "LinkedIn";

    private static readonly string[] Types = ["image/jpeg", "image/png"];

    // 3,000 characters after the help page; how it counts nobody says, and UTF-16 units never count less. Two to twenty pictures make a post of pictures,
    // each below 36,152,320 pixels; alt text 4,086. LinkedIn looks at no address itself, so the card is ours, and a post has a card or pictures.
    public static readonly Network Network = new(
        Key,
        Name,
        "Li",
        new Rules(
            MaxText: 3000,
            Counting.Utf16,
            MaxTextBytes: null,
            UrlLength: null,
            LinkInText: false,
            MaxPictures: 20,
            new PictureRules(8_000_000, MaxEdge: 2048, MaxPixels: 36_152_319, Types, MaxAlt: 4086),
            PicturesHideCard: true)
        {
            // Three seconds to half an hour, 75 kB to 500 MB.
            Video = new VideoRules(500_000_000, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(30), ["video/mp4"]) { MinBytes = 75_000 },
            Documents = new DocumentRules(100_000_000, 300, ["application/pdf"]),
            CardPicture = new PictureRules(2_000_000, MaxEdge: 1200, MaxPixels: null, Types, MaxAlt: null),
        },
        new Can(Edit: true, Delete: true, LookUp: false) { ExchangePictures = false })
    {
        Look = typeof(LinkedInLook),
        VideoAhead = TimeSpan.FromMinutes(30),
    };

    public static void AddLinkedIn(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(LinkedInNetwork));
        services.AddNetwork<LinkedInPublisher, LinkedInSignIn>(Network);
        services.BindSettings<LinkedInSettings>("Networks:LinkedIn");
        services.AddSingleton<LinkedInApi>();
        services.AddSingleton<LinkedInMedia>();
        services.AddSingleton<LinkedInVideo>();
        services.AddSingleton<LinkedInDocument>();
        services.AddSingleton<LinkedInVideoExtras>();
        services.AddSingleton<LinkedInLookup>();
        services.AddSingleton<LinkedInPages>();
        services.AddSingleton<IWebhook, LinkedInWebhook>();
        // The id of a post, and what a part of a file is called.
        services.AddSingleton(new TheirHeaders(["x-restli-id", "etag"], ["x-li-uuid"]));
        services.AddSingleton(ByHand.On(Network, "linkedin.com"));
    }
}
