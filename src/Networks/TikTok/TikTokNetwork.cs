using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.TikTok;

internal static class TikTokNetwork
{
    public const string Key = "tiktok";
    public const string Name = "TikTok";

    /// <summary>UTF-16 units of the title that pictures have beside their text.</summary>
    public const int MaxPictureTitle = 90;

    // A video's caption has 2,200 UTF-16 units, the text under pictures 4,000. 35 pictures, JPEG or WebP of 20 MB, no alt text; a video of 4 GB
    // and ten minutes, or less if the account says so, with 360 pixels at least on each edge. Six posts a minute are taken.
    public static readonly Network Network = new(
        Key,
        Name,
        "Tt",
        new Rules(
            MaxText: 4000,
            Counting.Utf16,
            MaxTextBytes: null,
            UrlLength: null,
            LinkInText: true,
            MaxPictures: 35,
            new PictureRules(20_000_000, MaxEdge: 1920, MaxPixels: 1920 * 1080, ["image/jpeg", "image/webp"], MaxAlt: null) { TakesAlt = false })
        {
            NeedsPicture = true,
            // Until the account is asked, nothing can be chosen: what goes there is a draft.
            Asks = new TermRules([]) { MaxPictureTitle = MaxPictureTitle },
            Video = new VideoRules(4_000_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), ["video/mp4"]) { MaxText = 2200, MinWidth = 360, MinHeight = 360, TakesSubtitles = false, TakesPoster = false },
        },
        new Can(Edit: false, Delete: false, LookUp: true))
    {
        Look = typeof(TikTokLook),
        PreparesAlways = true,
        LeavesDrafts = true,
        AsksInTraining = new TermRules([TikTokCreators.Public, "MUTUAL_FOLLOW_FRIENDS", TikTokCreators.Alone]) { Stitches = false, NoPaidBrandFor = TikTokCreators.Alone, MaxPictureTitle = MaxPictureTitle },
        Budget = new Budget(6, TimeSpan.FromMinutes(1)),
    };

    // About fifteen posts of an account a day, over all apps; five drafts that wait for a person, in 24 hours.
    private static readonly DayLimit Direct = new(15) { AsDraft = false, Approximate = true }, Drafts = new(5) { Drafts = true };

    public static void AddTikTok(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(TikTokNetwork));
        services.BindSettings<TikTokSettings>("Networks:TikTok");
        // Who lets a post out has to know that somebody must finish it; only the people who run Stadtfunk know what TikTok has decided.
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<TikTokSettings>>().Value.Audited
            ? Network with { DayLimits = [Direct, Drafts with { AsDraft = true }], Review = new Review(Passed: true, "Networks.TikTok.Review.Passed", Refuses: false) }
            : Network with { DayLimits = [Drafts], Caution = "Networks.TikTok.NotAudited", Review = new Review(Passed: false, "Networks.TikTok.Review.Open", Refuses: false) });
        services.AddSingleton<IPublisher, TikTokPublisher>();
        services.AddSingleton<ISignIn, TikTokSignIn>();
        services.AddSingleton<IWebhook, TikTokWebhook>();
        services.AddSingleton(new TheirHeaders([], ["x-tt-logid"]));
        services.AddSingleton<TikTokApi>();
        services.AddSingleton<TikTokCreators>();
        services.AddSingleton<TikTokStatus>();
        services.AddSingleton<TikTokUpload>();
        services.AddSingleton<TikTokPhotos>();
        services.AddSingleton<TikTokVideos>();
    }
}
