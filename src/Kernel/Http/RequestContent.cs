using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Stadtfunk.Kernel.Http;

/// <summary>Reads a request's content once to know it again; beyond 64 KB it waits on the disk, not in memory.</summary>
internal static class RequestContent
{
    private const int InMemory = 64 * 1024;

    /// <summary>SHA-256 in lower-case hex.</summary>
    /// <exception cref="BadHttpRequestException">413: more than <paramref name="limit"/> bytes.</exception>
    public static async Task<string> Hash(HttpRequest request, long limit, CancellationToken ct)
    {
        Limit(request, limit);
        request.EnableBuffering(InMemory, limit);
        var hash = await SHA256.HashDataAsync(request.Body, ct);
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash);
    }

    /// <exception cref="BadHttpRequestException">413: more than <paramref name="limit"/> bytes, at once or when they have been read.</exception>
    public static void Limit(HttpRequest request, long limit)
    {
        if (request.ContentLength > limit)
            throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
    }

    /// <summary>What is going to be read, and its hash afterwards.</summary>
    public static MarkedContent Marked(HttpRequest request) => new(request.Body, Boundary(request) is { } boundary ? Encoding.UTF8.GetBytes($"--{boundary}") : []);

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == "multipart/form-data"
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary ? boundary.ToString() : null;
}
