using Stadtfunk.Kernel;
using Stadtfunk.Networks;

namespace Stadtfunk.App;

/// <summary>The rooms of this house, one line each.</summary>
internal static class Modules
{
    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddKernel();
        services.AddNetworks();
        return services;
    }

    public static void MapRooms(this IEndpointRouteBuilder routes)
    {
        _ = routes;
    }
}
