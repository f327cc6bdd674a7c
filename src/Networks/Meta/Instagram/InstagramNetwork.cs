using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Instagram;

internal static class InstagramNetwork
{
    public const string Key = "instagram";
    public const string Name = "Instagram";
    public const string Limit = "content_publishing_limit";

    // The reference of the IG user's media edge: JPEG of 8 MB, from 4:5 to 1.91:1, at most 1440 wide; a caption of 2200 with 30 hashtags (its help pages name 5 by now)
    // and 20 mentions; ten pictures in a carousel;
    // an alt text of 1000. How it counts it does not say: UTF-16 units are never less. How many posts a day it takes, the account itself says. A video alone is a Reel
    // there: 300 MB, 3 seconds to 15 minutes, 25 Mbit/s, with a cover that it cuts to 9:16 itself, without subtitles and alt text.
    // A story shows a picture or a video without a word for a day: as narrow as 9:16, no alt text; a video of 100 MB, from 3 to 60 seconds, as dense as a Reel.
    private static readonly Rules Story = new(
        MaxText: 0,
        Counting.Utf16,
        MaxTextBytes: null,
        UrlLength: null,
        LinkInText: true,
        MaxPictures: 1,
        new PictureRules(8_000_000, MaxEdge: 1440, MaxPixels: null, ["image/jpeg"], MaxAlt: null) { TakesAlt = false, Narrowest = 0.5625, Widest = 1.91 })
    {
        NeedsPicture = true,
        Video = new VideoRules(100_000_000, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60), ["video/mp4"]) { MostMegabits = 25, TakesSubtitles = false, TakesPoster = false },
    };

    public static readonly Network Network = new(
        Key,
        Name,
        "Ig",
        new Rules(
            MaxText: 2200,
            Counting.Utf16,
            MaxTextBytes: null,
            UrlLength: null,
            LinkInText: true,
            MaxPictures: 10,
            new PictureRules(8_000_000, MaxEdge: 1440, MaxPixels: null, ["image/jpeg"], MaxAlt: 1000) { Narrowest = 0.8, Widest = 1.91 })
        {
            NeedsPicture = true,
            Limits = new TextLimits { Hashtags = 30, ManyHashtags = 5, Mentions = 20 },
            Video = new VideoRules(300_000_000, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(15), ["video/mp4"])
            {
                MostMegabits = 25, TakesSubtitles = false, Poster = new PictureRules(8_000_000, MaxEdge: 1920, MaxPixels: null, ["image/jpeg"], MaxAlt: null),
            },
        },
        new Can(Edit: false, Delete: true, LookUp: true))
    {
        Look = typeof(InstagramLook),
        PreparesAlways = true,
        // A container lives for a day.
        VideoAhead = TimeSpan.FromMinutes(30),
        Forms = [new PostForm(ContainerWords.Story, "Networks.Instagram.Form.Story", "Networks.Instagram.Form.Story.Hint", Story) { Lasts = TimeSpan.FromHours(24) }],
    };

    private static readonly ContainerWords Words = new(
        Name, Network.Rules, Create: "media", Publish: "media_publish", Limit: Limit, Status: "status_code", Why: "status", Text: "caption",
        PictureType: null, VideoType: "REELS", Listed: "id,caption,timestamp,permalink", Home: "https://www.instagram.com/")
    {
        InFeed = "share_to_feed", StoryType = "STORIES", Stories = "stories",
    };

    public static void AddInstagram(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(InstagramNetwork));
        services.BindSettings<InstagramSettings>("Networks:Instagram");
        services.AddNetwork<InstagramPublisher, InstagramSignIn>(Network);
        services.AddKeyedSingleton(Key, (all, _) => new GraphApi(all.GetRequiredService<Caller>(), all.GetRequiredService<IOptions<MetaSettings>>().Value.Version, proves: true));
        services.AddContainers(Key, Words);
    }
}

/// <summary>Setting <c>Networks:Instagram:Api</c>: where its API answers, which is the Graph API of Facebook. Its sign-in is Facebook's.</summary>
internal sealed class InstagramSettings
{
    public string Api { get; set; } = "https://graph.facebook.com/";

    public Uri ApiBase => MetaSettings.Slashed(Api);
}
