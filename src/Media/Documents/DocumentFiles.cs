using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Media.Files;

namespace Stadtfunk.Media.Documents;

/// <summary>Documents under the hash of their bytes, like pictures and videos; always to be saved, never to be opened inside the city's page.</summary>
internal static class DocumentFiles
{
    public const string Pdf = ".pdf", MediaType = "application/pdf";

    public static string Path(string hash) => $"/dokumente/{hash[..2]}/{hash[2..]}{Pdf}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/dokumente/{start}/{name}", ["GET", "HEAD"], Serve).ExcludeFromDescription();

    internal static IResult Serve(string start, string name, FileStore store, HttpResponse response)
    {
        var hash = start + System.IO.Path.GetFileNameWithoutExtension(name);
        if (System.IO.Path.GetExtension(name) != Pdf || start.Length != 2 || hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) || !store.Has(hash, Pdf))
            return Results.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";
        // Without a name: the link on the page says it.
        response.Headers.ContentDisposition = "attachment";
        return Results.File(store.PathOf(hash, Pdf), MediaType, enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{hash}\""));
    }
}
