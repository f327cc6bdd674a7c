using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Networks.Meta.Facebook;
using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Meta.Threads;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>What Meta's networks share, and these themselves.</summary>
internal static class MetaRegistration
{
    public static void AddMeta(this IServiceCollection services)
    {
        services.AddTheirTexts(typeof(MetaRegistration));
        services.AddSingleton(new TheirHeaders(["x-app-usage", "x-business-use-case-usage"], ["x-fb-trace-id"]) { Used = (_, heard) => GraphUsage.In(heard) });
        services.AddSingleton(ByHand.On(FacebookNetwork.Network, "facebook.com"));
        services.AddSingleton(ByHand.On(InstagramNetwork.Network, "instagram.com"));
        services.AddSingleton(ByHand.On(ThreadsNetwork.Network, "threads.com", "threads.net"));
        services.BindSettings<MetaSettings>("Networks:Meta");
        services.AddSingleton(all => new GraphApi(all.GetRequiredService<Caller>(), all.GetRequiredService<IOptions<MetaSettings>>().Value.Version, proves: true));
        services.AddSingleton<MetaLogin>();
        services.AddFacebook();
        services.AddThreads();
        services.AddInstagram();
        services.AddSingleton<IWebhook>(new MetaWebhook(FacebookNetwork.Key, FacebookNetwork.Name));
        services.AddSingleton<IWebhook>(new MetaWebhook(InstagramNetwork.Key, InstagramNetwork.Name));
        services.AddSingleton<IWebhook>(new MetaWebhook(ThreadsNetwork.Key, ThreadsNetwork.Name));
    }

    /// <summary>For a network whose posts are brought as containers, by the network's key; its API is registered under the same.</summary>
    public static void AddContainers(this IServiceCollection services, string key, ContainerWords words)
    {
        services.AddKeyedSingleton(key, (all, _) => new Containers(all.GetRequiredKeyedService<GraphApi>(key), words, all.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(key, (all, _) => new ContainerPosts(
            all.GetRequiredKeyedService<GraphApi>(key), all.GetRequiredKeyedService<Containers>(key), words, all.GetRequiredService<TimeProvider>()));
    }
}
