using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Networks.Telegram;

internal static class TelegramNetwork
{
    public const string Key = "telegram";
    public const string Name = "Telegram";

    /// <summary>An album holds two to ten pictures; one alone is a picture with a caption.</summary>
    public const int MostPictures = 10;

    // Bot API: 4096 characters, or 1024 under a picture. It does not say how it counts; UTF-16 units never count less than any other way.
    // A channel takes about twenty messages a minute.
    public static readonly Network Network = new(
        Key,
        Name,
        "Te",
        new Rules(
            MaxText: 4096,
            Counting.Utf16,
            MaxTextBytes: null,
            UrlLength: null,
            LinkInText: true,
            MostPictures,
            new PictureRules(10_000_000, MaxEdge: 2560, MaxPixels: null, ["image/jpeg", "image/png"], MaxAlt: null) { TakesAlt = false, Narrowest = 0.05, Widest = 20 })
        {
            MaxTextWithPictures = 1024,
            // Bot API, sendVideo: up to 50 MB; how long it plays does not matter. There is no place for subtitles.
            Video = new VideoRules(50_000_000, TimeSpan.FromSeconds(1), TimeSpan.FromHours(4), ["video/mp4"]) { TakesSubtitles = false },
        },
        // Bot API, deleteMessage: less than 48 hours ago, or the administrator right can_delete_messages.
        new Can(Edit: true, Delete: true, LookUp: false) { ExchangePictures = false, Pin = true, DeleteWithin = TimeSpan.FromHours(48) })
    {
        Look = typeof(TelegramLook),
        Budget = new Budget(20, TimeSpan.FromMinutes(1)),
    };

    public static void AddTelegram(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(TelegramNetwork));
        services.AddNetwork<TelegramPublisher, TelegramSignIn>(Network);
        services.BindSettings<TelegramSettings>("Networks:Telegram");
        services.AddSingleton<TelegramApi>();
        services.AddSingleton<IWebhook, TelegramWebhook>();
        services.AddSingleton<ITelegramPictures, TelegramPictures>();
    }
}
