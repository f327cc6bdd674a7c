using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Meta;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.WhatsApp;

/// <summary>WhatsApp's channels: no program may post there, so it is done by hand.</summary>
internal static class WhatsAppChannel
{
    public const string Key = "whatsapp";

    private static readonly string[] Photos = ["image/jpeg", "image/png"];

    // 1,024 is what WhatsApp takes under a picture; a text alone could be longer, but one text has to fit both. Of an alt text it knows nothing.
    private static readonly Rules Rules = new(1024, Counting.Utf16, null, null, LinkInText: true, 10, new PictureRules(5_000_000, 2048, null, Photos, null) { TakesAlt = false });

    public static readonly ByHand Place = new(
        new Network(Key, "WhatsApp-Kanal", "Wa", Rules with { Like = Key }, new Can(true, true, true)) { English = ("WhatsApp channel", "Wa"), Look = typeof(WhatsAppLook) },
        ["whatsapp.com"])
    {
        OnlyByHand = true, BelowChannel = true,
    };
}

internal static class WhatsAppRegistration
{
    public static void AddWhatsApp(this IServiceCollection services)
    {
        services.AddSingleton(WhatsAppChannel.Place);
        services.BindSettings<WhatsAppSettings>("Networks:WhatsApp");
        services.AddSingleton<FileLine>();
        services.AddSingleton<IWhatsAppPictures, WhatsAppPictures>();
        services.AddSingleton<IWebhook>(new MetaWebhook(WhatsAppPictures.Door, "WhatsApp"));
    }
}
