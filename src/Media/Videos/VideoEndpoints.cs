using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Videos;

/// <param name="Said">What there is to say of it, in the reader's language.</param>
internal sealed record VideoAnswer(PictureId? Id, IReadOnlyList<string> Said);

/// <summary>
/// Videos and subtitles under the hash of their bytes, in parts as players ask for them; and the way in from the desk, which carries two gigabytes
/// without holding them.
/// </summary>
internal static class VideoEndpoints
{
    /// <summary>Another site's page cannot set it, so nobody sends a file in somebody else's name.</summary>
    public const string OwnPage = "X-Stadtfunk-Upload";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/videos/{start}/{name}", ["GET", "HEAD"], Serve).ExcludeFromDescription();
        routes.MapPut("/desk/medien/hochladen", Take).RequireAuthorization().DisableAntiforgery().ExcludeFromDescription();
    }

    internal static IResult Serve(string start, string name, FileStore store, HttpResponse response)
    {
        var ending = Path.GetExtension(name);
        var hash = start + Path.GetFileNameWithoutExtension(name);
        if (ending is not (VideoFiles.Mp4 or VideoFiles.Vtt) || start.Length != 2 || hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower) || !store.Has(hash, ending))
            return Results.NotFound();
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; media-src 'self'; frame-ancestors 'none'";
        return Results.File(
            store.PathOf(hash, ending), ending == VideoFiles.Mp4 ? "video/mp4" : "text/vtt; charset=utf-8", enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{hash}\""));
    }

    private static async Task<IResult> Take(UnitId unit, string name, HttpRequest request, AddPicture add, IActors actors, Words words, CancellationToken ct)
    {
        if (!request.Headers.ContainsKey(OwnPage))
            return Results.BadRequest();
        var actor = await actors.Current(ct);
        if (!actor.May(Permission.Write, unit))
            return Results.Json(new VideoAnswer(null, [words.Of(Refusal.Forbidden())]), statusCode: StatusCodes.Status403Forbidden);
        // Our own limit speaks a sentence; the server's would cut the line.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        var added = await add.Run(actor, new NewPicture(unit, name, request.Body, "", ""), ct);
        return added.Ok
            ? Results.Json(new VideoAnswer(added.Value.Picture.Id, [added.Value.Known ? words["Media.Known"] : words["Media.Add.Added", name]]))
            : Results.Json(new VideoAnswer(null, [.. added.Refusals.Select(words.Of)]), statusCode: Problems.Status(added.Refusals[0].Kind));
    }
}
