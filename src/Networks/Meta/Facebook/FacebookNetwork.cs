using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Meta.Facebook;

internal static class FacebookNetwork
{
    public const string Key = "facebook";
    public const string Name = "Facebook";

    // 63,206 is what everybody reckons with; Meta publishes neither that, nor how many photos a post takes, nor how long an alt text may be:
    // ten and a thousand have always been taken. A photo of up to 10 MB is documented.
    private static readonly Rules Post = new(
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
    };

    // A Reel is 9:16 (what is off by a hundredth is, too), at least 540 by 960, and plays for 3 to 90 seconds. How large the file may be nobody says; of subtitles and still it is not documented that it takes them.
    private static readonly Rules Reel = Post with
    {
        NeedsVideo = true,
        Video = new VideoRules(1_000_000_000, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(90), ["video/mp4"])
        {
            Narrowest = 0.557, Widest = 0.568, MinWidth = 540, MinHeight = 960, TakesSubtitles = false, TakesPoster = false,
        },
    };

    public static readonly Network Network = new(
        Key,
        Name,
        "Fb",
        Post,
        // A photo has no update in the Graph API: neither it nor its alt text changes once it is there.
        new Can(Edit: true, Delete: true, LookUp: false) { ExchangePictures = false })
    {
        Look = typeof(FacebookLook),
        VideoAhead = TimeSpan.FromMinutes(30),
        // developers.facebook.com/docs/video-api/guides/reels-publishing: 30 Reels of a page by API in 24 hours.
        DayLimits = [new DayLimit(30) { Form = FacebookReels.Form, Call = $"POST {FacebookReels.Finish}" }],
        Forms = [new PostForm(FacebookReels.Form, "Networks.Facebook.Form.Reel", "Networks.Facebook.Form.Reel.Hint", Reel) { GoesAhead = false }],
    };

    public static void AddFacebook(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(FacebookNetwork));
        services.AddNetwork<FacebookPublisher, FacebookSignIn>(Network);
        services.AddSingleton<FacebookPhotos>();
        services.AddSingleton<FacebookVideo>();
        services.AddSingleton<FacebookVideoExtras>();
        services.AddSingleton<FacebookReels>();
        services.AddSingleton<FacebookLookup>();
    }
}
