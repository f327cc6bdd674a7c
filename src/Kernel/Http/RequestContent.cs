using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Stadtfunk.Kernel.Http;

/// <summary>Reads a request's content once to know it again; beyond 64 KB it waits on the disk, not in memory.</summary>
internal static class RequestContent
{
    private const int InMemory = 64 * 1024;

    /// <summary>SHA-256 in lower-case hex. Of an upload the parts count, not the boundary between them, which every program makes up anew.</summary>
    /// <exception cref="BadHttpRequestException">413: more than <paramref name="limit"/> bytes.</exception>
    public static async Task<string> Hash(HttpRequest request, long limit, CancellationToken ct)
    {
        if (request.ContentLength > limit)
            throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limit;
        request.EnableBuffering(InMemory, limit);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (Boundary(request) is { } boundary && await Parts(request.Body, boundary, hash, ct))
            return Done(request, hash);
        request.Body.Position = 0;
        _ = hash.GetHashAndReset();
        await Append(request.Body, hash, ct);
        return Done(request, hash);
    }

    private static string Done(HttpRequest request, IncrementalHash hash)
    {
        request.Body.Position = 0;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == "multipart/form-data"
            && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary ? boundary.ToString() : null;

    /// <summary>False when it is not what it says; whoever reads it next will say so.</summary>
    private static async Task<bool> Parts(Stream body, string boundary, IncrementalHash hash, CancellationToken ct)
    {
        try
        {
            var reader = new MultipartReader(boundary, body) { HeadersLengthLimit = InMemory };
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"\n{section.ContentDisposition}\n{section.ContentType}\n"));
                await Append(section.Body, hash, ct);
            }
            return true;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return false;
        }
    }

    private static async Task Append(Stream from, IncrementalHash hash, CancellationToken ct)
    {
        var buffer = new byte[81920];
        int read;
        while ((read = await from.ReadAsync(buffer, ct)) > 0)
            hash.AppendData(buffer, 0, read);
    }
}
