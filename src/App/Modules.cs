using System.Reflection;
using Stadtfunk.App.Demo;
using Stadtfunk.Editorial;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media;
using Stadtfunk.Networks;
using Stadtfunk.Organisation;
using Stadtfunk.Publishing;
using Stadtfunk.Website;

namespace Stadtfunk.App;

/// <summary>The rooms of this house, one line each.</summary>
internal static class Modules
{
    /// <summary>The rooms that bring pages.</summary>
    public static readonly Assembly[] Pages =
    [
        typeof(NetworksModule).Assembly,
        typeof(OrganisationModule).Assembly,
        typeof(MediaModule).Assembly,
        typeof(EditorialModule).Assembly,
        typeof(PublishingModule).Assembly,
    ];

    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddKernel();
        services.AddNetworks();
        services.AddOrganisation();
        services.AddMedia();
        services.AddEditorial();
        services.AddPublishing();
        services.AddWebsite();
        services.AddSingleton<IModelPart, DemoTables>();
        return services;
    }

    public static void MapRooms(this IEndpointRouteBuilder routes)
    {
        routes.MapOrganisation();
        routes.MapMedia();
        routes.MapEditorial();
        routes.MapPublishing();
        routes.MapWebsite();
    }
}
