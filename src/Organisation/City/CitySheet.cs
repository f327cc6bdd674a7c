using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.City;

/// <summary>The city's colours as a style sheet, loaded after the tokens: no inline style, so that the content security policy can forbid it.</summary>
internal static class CitySheet
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/stadt.css", Answer).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> Answer(ICity cities, HttpResponse response, CancellationToken ct)
    {
        var city = await cities.Get(ct);
        // Asked again each time, answered with 304 while nothing has changed.
        response.Headers.CacheControl = "no-cache";
        var sheet = $":root{{--city:{city.Colour};--accent:light-dark({city.Colour},{city.ColourDark})}}";
        return Results.Bytes(Encoding.ASCII.GetBytes(sheet), "text/css", entityTag: new EntityTagHeaderValue($"\"{city.Colour[1..]}-{city.ColourDark[1..]}\""));
    }
}
