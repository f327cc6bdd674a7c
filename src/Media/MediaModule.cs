using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media;

public static class MediaModule
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.AddSingleton<IModelPart, MediaTables>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<Libvips>();
        services.AddSingleton<SameFile>();
        services.AddSingleton<Easel>();
        services.AddScoped<TakeIn>();
        services.AddScoped<RenditionShelf>();
        services.AddScoped<IPictures, Pictures>();
        services.AddScoped<AddPicture>();
        services.AddScoped<ChangePicture>();
        services.AddScoped<RemovePicture>();
        services.AddScoped<PictureList>();
        services.AddScoped<PictureShow>();
        return services;
    }

    public static IEndpointRouteBuilder MapMedia(this IEndpointRouteBuilder routes)
    {
        BilderEndpoints.Map(routes);
        return routes;
    }
}
