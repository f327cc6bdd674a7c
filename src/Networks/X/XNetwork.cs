using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.X;

internal static class XNetwork
{
    public const string Key = "x";
    public const string Name = "X";

    /// <summary>For accounts that may edit (docs.x.com): half an hour, five times.</summary>
    public static readonly EditRules Edits = new(TimeSpan.FromMinutes(30), 5);

    // docs.x.com: 280 weighted characters after twitter-text 3, every address counts 23; four pictures of 5 MB, alt text 1,000.
    // POST /2/tweets takes 100 calls in 15 minutes per account. Only some accounts may edit, so nothing is promised of the network (XSignIn says it of an account).
    public static readonly Network Network = new(
        Key,
        Name,
        "X",
        new Rules(
            MaxText: 280,
            Counting.Weighted,
            MaxTextBytes: null,
            UrlLength: 23,
            LinkInText: true,
            MaxPictures: 4,
            new PictureRules(5_000_000, MaxEdge: 2048, MaxPixels: null, ["image/jpeg", "image/png"], MaxAlt: 1000))
        {
            // A program may name one share in a post (self-serve access, docs.x.com).
            Limits = new TextLimits { Cashtags = 1 },
            // Also of docs.x.com: one video, without pictures, up to 512 MB and 140 seconds, from 1:3 to 3:1.
            Video = new VideoRules(512_000_000, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(140), ["video/mp4"]) { Narrowest = 1.0 / 3, Widest = 3, TakesPoster = false, TakesAlt = true },
        },
        new Can(Edit: false, Delete: true, LookUp: false))
    {
        Look = typeof(XLook),
        Budget = new Budget(100, TimeSpan.FromMinutes(15)),
        // X keeps what was uploaded for a day.
        VideoAhead = TimeSpan.FromMinutes(30),
        // Pay per use, since 6 February 2026.
        Price = new Price(0.015m, 0.20m, "USD"),
    };

    public static void AddX(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(XNetwork));
        services.AddNetwork<XPublisher, XSignIn>(Network);
        services.BindSettings<XSettings>("Networks:X");
        services.AddSingleton<XApi>();
        services.AddSingleton<XMedia>();
        services.AddSingleton<XVideo>();
        services.AddSingleton<XVideoExtras>();
        services.AddSingleton<XLookup>();
        services.AddSingleton<IWebhook, XWebhook>();
        services.AddSingleton(new TheirHeaders(["x-rate-limit-limit", "x-rate-limit-remaining"], ["x-transaction-id"]) { Used = XUsage.In });
        services.AddSingleton(ByHand.On(Network, "x.com", "twitter.com"));
    }
}
