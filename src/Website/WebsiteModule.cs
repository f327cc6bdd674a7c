using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Website.Feeds;
using Stadtfunk.Website.Pages;
using Stadtfunk.Website.Shelf;
using Stadtfunk.Website.Wall;

namespace Stadtfunk.Website;

/// <summary>The public website: pages, wall, feeds, and the shelf from which they are served.</summary>
public static class WebsiteModule
{
    public static IServiceCollection AddWebsite(this IServiceCollection services)
    {
        services.AddTexts("Website", new ResourceManager("Stadtfunk.Website.Texts", typeof(WebsiteModule).Assembly));
        // Umlauts stay umlauts; what matters to HTML is escaped all the same.
        services.AddWebEncoders(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        AddShelf(services);
        AddPages(services);
        services.AddHandler<PostWentLive, WhenPostWentLive>();
        services.AddHandler<PostWithdrawn, WhenPostWithdrawn>();
        services.AddHandler<PostPublished, WhenPostPublished>();
        services.AddHandler<CityChanged, WhenCityChanged>();
        services.AddHandler<ChannelChanged, WhenChannelChanged>();
        services.AddHandler<CategoriesChanged, WhenCategoriesChanged>();
        services.AddHandler<PictureChanged, WhenPictureChanged>();
        return services;
    }

    /// <summary>What the website does by itself: hear of changes, keep the disk up to date. Called where the house's engines start.</summary>
    public static IServiceCollection AddWebsiteEngines(this IServiceCollection services)
    {
        services.AddHostedService(provider => provider.GetRequiredService<EditionReader>());
        services.AddHostedService(provider => provider.GetRequiredService<Warming>());
        return services;
    }

    /// <summary>To be called first of all: a public page needs nothing of what comes after.</summary>
    public static IApplicationBuilder UseWebsiteShelf(this IApplicationBuilder app) => app.UseMiddleware<ShelfMiddleware>();

    /// <summary>The 404 page in the city's design, for every address that nobody else knows.</summary>
    public static void MapWebsite(this IEndpointRouteBuilder routes) =>
        routes.MapFallback("{*path}", NothingHere).AllowAnonymous().ExcludeFromDescription();

    private static async Task NothingHere(HttpContext context, Restock restock) =>
        await AnswerWriter.Write(context, await restock.Get(PublicAddress.Nowhere, context.RequestAborted));

    private static void AddShelf(IServiceCollection services)
    {
        services.AddSingleton<IModelPart, EditionTables>();
        services.AddOptions<ShelfSettings>().BindConfiguration("Data");
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<ShelfSettings>>().Value);
        services.AddSingleton(provider => new Shelf.Shelf(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<MissingPages>();
        services.AddSingleton<PublicFiles>();
        services.AddSingleton<Restock>();
        services.AddSingleton<EditionReader>();
        services.AddSingleton<Warming>();
        services.AddScoped<ChangeBook>();
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddSingleton<Styles>();
        services.AddScoped<Stage>();
        services.AddScoped<Paper>();
        services.AddScoped<Register>();
        services.AddSingleton<KnownRenditions>();
        services.AddScoped<Pictures>();
        services.AddScoped<Cards>();
        services.AddScoped<FeedText>();
        services.AddScoped<PrintPost>();
        services.AddScoped<PrintWall>();
        services.AddScoped<PrintFeed>();
        services.AddScoped<PrintText>();
        services.AddScoped<PublicPages>();
    }
}
