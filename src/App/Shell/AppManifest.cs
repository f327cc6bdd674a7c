using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.App.Shell;

/// <summary>Lets a phone keep the desk like an app; its gallery then offers it among the places to share a picture to.</summary>
internal static class AppManifest
{
    public const string Path = "/desk/app.webmanifest";

    public static void MapManifest(this IEndpointRouteBuilder routes) => routes.MapGet(Path, Show).ExcludeFromDescription();

    private static async Task<IResult> Show(ICity cities, HttpResponse response, CancellationToken ct)
    {
        var city = await cities.Get(ct);
        response.Headers.CacheControl = "no-cache";
        return Results.Json(
            new
            {
                id = "/desk",
                name = $"Stadtfunk {city.Name}",
                short_name = "Stadtfunk",
                lang = city.Language,
                start_url = "/desk",
                scope = "/",
                display = "standalone",
                theme_color = city.Colour,
                background_color = "#ffffff",
                icons = new[] { Icon("app-192.png", 192, "any"), Icon("app-512.png", 512, "any"), Icon("app-maskable-512.png", 512, "maskable") },
                share_target = new
                {
                    action = "/desk/teilen/senden",
                    method = "POST",
                    enctype = "multipart/form-data",
                    @params = new { title = "title", text = "text", url = "url", files = new[] { new { name = "bild", accept = new[] { "image/*", ".jpg", ".jpeg", ".png", ".webp" } } } },
                },
            },
            contentType: "application/manifest+json");
    }

    private static object Icon(string name, int edge, string purpose) => new { src = $"/icons/{name}", sizes = $"{edge}x{edge}", type = "image/png", purpose };
}
