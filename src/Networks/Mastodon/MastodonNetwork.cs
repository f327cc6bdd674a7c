using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Mastodon;

internal static class MastodonNetwork
{
    public const string Key = "mastodon";

    // What a server has that changed nothing; each server says its own in /api/v2/instance (see ServerRules).
    public static readonly Network Network = new(
        Key,
        "Mastodon",
        "Ma",
        new Rules(
            MaxText: 500,
            Counting.Graphemes,
            MaxTextBytes: null,
            UrlLength: 23,
            LinkInText: true,
            MaxPictures: 4,
            new PictureRules(16_777_216, MaxEdge: 3840, MaxPixels: 33_177_600, ["image/jpeg", "image/webp", "image/png", "image/gif"], MaxAlt: 1500))
        {
            MentionsWithoutServer = true,
            // A video goes alone; how long it plays does not matter. A server has no place for subtitles.
            Video = new VideoRules(103_809_024, TimeSpan.FromSeconds(1), TimeSpan.FromHours(4), ["video/mp4"]) { MaxPixels = 8_294_400, TakesSubtitles = false, TakesAlt = true },
        },
        new Can(Edit: true, Delete: true, LookUp: false))
    {
        Look = typeof(MastodonLook),
        // A server that changed nothing takes 300 calls in five minutes; a post and its read-back are two. Pictures have a limit of their own, which the server says.
        Budget = new Budget(150, TimeSpan.FromMinutes(5)),
    };

    public static void AddMastodon(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(MastodonNetwork));
        services.AddNetwork<MastodonPublisher, MastodonSignIn>(Network);
        services.AddSingleton(new TheirHeaders(["x-ratelimit-limit", "x-ratelimit-remaining"], []) { Used = MastodonUsage.In });
        services.AddSingleton<MastodonApi>();
        services.AddSingleton<MastodonMedia>();
        services.AddSingleton<MastodonLookup>();
    }
}
