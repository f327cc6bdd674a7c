using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta.Threads;

internal static class ThreadsNetwork
{
    public const string Key = "threads";
    public const string Name = "Threads";
    public const string Limit = "threads_publishing_limit";

    // developers.facebook.com/docs/threads: 500 characters, of which an emoji counts as many as it has bytes; 2 to 20 pictures in a carousel; 8 MB, at most
    // ten times as long as wide; an alt text of 1000; 250 posts in a day. A video of 1 GB and five minutes, with an alt text, but without subtitles and a still.
    // Since December 2025 five different links in a post, the card's among them.
    public static readonly Network Network = new(
        Key,
        Name,
        "Th",
        new Rules(
            MaxText: 500,
            Counting.EmojiAsBytes,
            MaxTextBytes: null,
            UrlLength: null,
            LinkInText: false,
            MaxPictures: 20,
            new PictureRules(8_000_000, MaxEdge: 1440, MaxPixels: null, ["image/jpeg", "image/png"], MaxAlt: 1000) { Narrowest = 0.1, Widest = 10 },
            PicturesHideCard: true)
        {
            CardByNetwork = true,
            Limits = new TextLimits { Links = 5 },
            Video = new VideoRules(1_000_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5), ["video/mp4"]) { TakesSubtitles = false, TakesPoster = false, TakesAlt = true },
        },
        new Can(Edit: false, Delete: true, LookUp: true))
    {
        Look = typeof(ThreadsLook),
        PreparesAlways = true,
        // A container lives for a day.
        VideoAhead = TimeSpan.FromMinutes(30),
        Budget = new Budget(250, TimeSpan.FromDays(1)),
    };

    private static readonly ContainerWords Words = new(
        Name, Network.Rules, Create: "threads", Publish: "threads_publish", Limit: Limit, Status: "status", Why: "error_message", Text: "text",
        PictureType: "IMAGE", VideoType: "VIDEO", Listed: "id,text,timestamp,permalink", Home: "https://www.threads.com/@")
    {
        Beside = text => Topic.Of(text) is { } topic ? [KeyValuePair.Create("topic_tag", topic)] : [],
    };

    public static void AddThreads(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(ThreadsNetwork));
        services.BindSettings<ThreadsSettings>("Networks:Threads");
        services.AddNetwork<ThreadsPublisher, ThreadsSignIn>(Network);
        // Nothing says that Threads knows the proof.
        services.AddKeyedSingleton(Key, (all, _) => new GraphApi(all.GetRequiredService<Caller>(), all.GetRequiredService<IOptions<ThreadsSettings>>().Value.Version, proves: false));
        services.AddContainers(Key, Words);
    }
}

/// <summary>Settings below <c>Networks:Threads</c>: where its API and its sign-in answer.</summary>
internal sealed class ThreadsSettings
{
    public string Api { get; set; } = "https://graph.threads.net/";

    public string Dialog { get; set; } = "https://threads.net/";

    public string Version { get; set; } = "v1.0";

    public Uri ApiBase => MetaSettings.Slashed(Api);

    public Uri DialogBase => MetaSettings.Slashed(Dialog);
}
