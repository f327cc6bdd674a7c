using System.Resources;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Assisted;
using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.LinkedIn;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Meta;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Practice;
using Stadtfunk.Networks.Telegram;
using Stadtfunk.Networks.TikTok;
using Stadtfunk.Networks.WhatsApp;
using Stadtfunk.Networks.Wire;
using Stadtfunk.Networks.X;
using Stadtfunk.Networks.YouTube;

namespace Stadtfunk.Networks;

public static class NetworksModule
{
    public static IServiceCollection AddNetworks(this IServiceCollection services)
    {
        services.AddTexts("Networks", new ResourceManager("Stadtfunk.Networks.Texts", typeof(NetworksModule).Assembly));
        services.AddSingleton<NetworkBook>();
        services.AddSingleton<Embassies>();

        services.AddSingleton<Caller>();

        // In the order of the table in docs/networks.md.
        services.AddBluesky();
        services.AddMastodon();
        services.AddTelegram();
        services.AddMeta();
        services.AddX();
        services.AddLinkedIn();
        services.AddYouTube();
        services.AddTikTok();
        services.AddPractice();
        services.AddWhatsApp();
        services.AddAssisted();
        return services;
    }
}
