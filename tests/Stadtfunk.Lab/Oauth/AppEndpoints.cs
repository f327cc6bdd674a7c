namespace Stadtfunk.Lab.Oauth;

internal static class AppEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/lab/apps", (NewApp wanted, AppBook book) => book.Register(wanted.Network, wanted.RedirectUri));

    internal sealed record NewApp(string Network, string RedirectUri);
}
