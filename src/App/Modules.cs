using Stadtfunk.Kernel;
using Stadtfunk.Networks;
using Stadtfunk.Organisation;

namespace Stadtfunk.App;

/// <summary>The rooms of this house, one line each.</summary>
internal static class Modules
{
    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddKernel();
        services.AddNetworks();
        services.AddOrganisation();
        return services;
    }

    public static void MapRooms(this IEndpointRouteBuilder routes)
    {
        routes.MapOrganisation();
    }
}
