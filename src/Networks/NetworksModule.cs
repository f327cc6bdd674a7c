using System.Resources;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Assisted;
using Stadtfunk.Networks.Bluesky;
using Stadtfunk.Networks.Mastodon;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Practice;
using Stadtfunk.Networks.Telegram;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks;

public static class NetworksModule
{
    public static IServiceCollection AddNetworks(this IServiceCollection services)
    {
        services.AddTexts("Networks", new ResourceManager("Stadtfunk.Networks.Texts", typeof(NetworksModule).Assembly));
        services.AddSingleton<NetworkBook>();
        services.AddSingleton<Embassies>();

        services.AddSingleton<Caller>();

        services.AddNetwork<BlueskyPublisher, BlueskySignIn>(BlueskyNetwork.Network);
        services.AddOptions<BlueskySettings>().BindConfiguration("Networks:Bluesky");
        services.AddSingleton<Xrpc>();
        services.AddSingleton<BlueskyParts>();
        services.AddSingleton<Tid>();

        services.AddNetwork<MastodonPublisher, MastodonSignIn>(MastodonNetwork.Network);
        services.AddSingleton<MastodonApi>();
        services.AddSingleton<MastodonMedia>();
        services.AddSingleton<MastodonLookup>();

        services.AddNetwork<TelegramPublisher, TelegramSignIn>(TelegramNetwork.Network);
        services.AddOptions<TelegramSettings>().BindConfiguration("Networks:Telegram");
        services.AddSingleton<TelegramApi>();

        services.AddNetwork<PracticePublisher, PracticeSignIn>(PracticeNetwork.Network);
        services.AddNetwork<AssistedPublisher, AssistedSignIn>(AssistedNetwork.Network);
        services.AddOptions<PracticeSettings>().BindConfiguration("City");
        services.AddSingleton<IModelPart, PracticeTables>();
        services.AddSingleton<PracticeServer>();
        services.AddScoped<PracticeWall>();
        return services;
    }

    private static void AddNetwork<TPublisher, TSignIn>(this IServiceCollection services, Network network)
        where TPublisher : class, IPublisher
        where TSignIn : class, ISignIn
    {
        services.AddSingleton(network);
        services.AddSingleton<IPublisher, TPublisher>();
        services.AddSingleton<ISignIn, TSignIn>();
    }
}
