using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;

namespace Stadtfunk.Media.Renditions;

/// <summary>
/// Public pictures, read straight from the store without the database. Only renditions have an ending, so originals cannot be asked for.
/// A rendition of a draft lies under the hash of its own bytes: who does not have the picture cannot guess 256 bits, and nothing lists them.
/// </summary>
internal static class BilderEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/bilder/{start}/{name}", ["GET", "HEAD"], Serve).ExcludeFromDescription();

    private static IResult Serve(string start, string name, FileStore store, HttpResponse response)
    {
        var ending = Path.GetExtension(name);
        var hash = start + Path.GetFileNameWithoutExtension(name);
        var type = PictureType.Stored.FirstOrDefault(known => known.Ending == ending);
        if (type is null || start.Length != 2 || hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) || !store.Has(hash, ending))
            return Results.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        return Results.File(
            store.PathOf(hash, ending), type.MediaType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{hash}\""));
    }
}
