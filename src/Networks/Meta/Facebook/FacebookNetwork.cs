using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Meta.Facebook;

internal static class FacebookNetwork
{
    public const string Key = "facebook";
    public const string Name = "Facebook";

    // 63,206 is what everybody reckons with; Meta publishes neither that, nor how many photos a post takes, nor how long an alt text may be:
    // ten and a thousand have always been taken. A photo of up to 10 MB is documented.
    public static readonly Network Network = new(
        Key,
        Name,
        "Fb",
        new Rules(
            MaxText: 63_206,
            Counting.Utf16,
            MaxTextBytes: null,
            UrlLength: null,
            LinkInText: false,
            MaxPictures: 10,
            new PictureRules(10_000_000, MaxEdge: 2048, MaxPixels: null, ["image/jpeg", "image/png"], MaxAlt: 1000),
            PicturesHideCard: true)
        {
            CardByNetwork = true,
            // Of a page's videos nothing is documented; what the library holds (2 GB and an hour at most) has always been taken.
            Video = new VideoRules(4_000_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromHours(4), ["video/mp4"]),
        },
        // A photo has no update in the Graph API: neither it nor its alt text changes once it is there.
        new Can(Edit: true, Delete: true, LookUp: false) { ExchangePictures = false });

    public static void AddFacebook(this IServiceCollection services)
    {
        services.AddNetwork<FacebookPublisher, FacebookSignIn>(Network);
        services.AddSingleton<FacebookPhotos>();
        services.AddSingleton<FacebookVideo>();
        services.AddSingleton<FacebookVideoExtras>();
        services.AddSingleton<FacebookLookup>();
    }
}
