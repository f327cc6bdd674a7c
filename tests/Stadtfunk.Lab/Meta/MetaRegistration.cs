using Stadtfunk.Lab.Meta.Facebook;
using Stadtfunk.Lab.Meta.Instagram;
using Stadtfunk.Lab.Meta.Threads;

namespace Stadtfunk.Lab.Meta;

internal static class MetaRegistration
{
    public static void AddMeta(this IServiceCollection services)
    {
        services.AddSingleton<MetaApp>();
        services.AddSingleton<MetaUsage>();
        services.AddSingleton<FacebookStandIn>();
        services.AddSingleton<IStandIn>(all => all.GetRequiredService<FacebookStandIn>());
        services.AddSingleton<IStandIn, ThreadsStandIn>();
        services.AddSingleton<IStandIn, InstagramStandIn>();
    }
}
