using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Networks.Meta.Facebook;

namespace Stadtfunk.Networks.Meta;

/// <summary>What Meta's networks share, and these themselves.</summary>
internal static class MetaRegistration
{
    public static void AddMeta(this IServiceCollection services)
    {
        services.AddOptions<MetaSettings>().BindConfiguration("Networks:Meta");
        services.AddSingleton<GraphApi>();
        services.AddSingleton<MetaLogin>();
        services.AddFacebook();
    }
}
