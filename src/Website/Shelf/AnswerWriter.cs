using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Stadtfunk.Website.Shelf;

/// <summary>Writes an answer of the shelf: the right encoding, 304 where the reader has it, nothing but headers for HEAD.</summary>
internal static class AnswerWriter
{
    /// <summary>Nothing but the own server: no script, no frame, no foreign picture or font. KERN's icons are data: pictures in its stylesheet.</summary>
    public const string Policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

    private static readonly StringValues Fresh = "public, max-age=30, stale-while-revalidate=300";
    private static readonly StringValues ForEver = "public, max-age=31536000, immutable";
    private static readonly StringValues Brief = "public, max-age=5";
    private static readonly StringValues Vary = HeaderNames.AcceptEncoding;
    private static readonly StringValues Csp = Policy;
    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues Referrer = "strict-origin-when-cross-origin";
    private static readonly StringValues StaleStatus = "Stadtfunk; fwd=stale";

    public static Task Write(HttpContext context, Answer answer)
    {
        var request = context.Request.Headers;
        var response = context.Response;
        var body = Encodings.Choose(answer, request.AcceptEncoding);
        var headers = response.Headers;
        headers.ETag = body.ETag;
        headers.CacheControl = Lifetime(answer);
        headers.Vary = Vary;
        headers.ContentSecurityPolicy = Csp;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = Referrer;
        if (answer.LastModifiedText is { } modified)
            headers.LastModified = modified;
        if (answer.IsStale)
            headers["Cache-Status"] = StaleStatus;
        if (answer.Status == 200 && IsKnown(request, answer, body))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.StatusCode = answer.Status;
        headers.ContentType = answer.ContentType;
        headers.ContentLength = body.Bytes.Length;
        if (body.Coding is { } coding)
            headers.ContentEncoding = coding;
        if (answer.Location is { } location)
            headers.Location = location;
        if (answer.Status == StatusCodes.Status503ServiceUnavailable)
            headers.RetryAfter = "10";
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : Send(response, body.Bytes);
    }

    private static StringValues Lifetime(Answer answer) =>
        answer.Sheet.IsForEver ? ForEver : answer.Status is 200 or 301 or 410 && !answer.IsStale ? Fresh : Brief;

    private static Task Send(HttpResponse response, byte[] bytes)
    {
        var written = response.BodyWriter.WriteAsync(bytes);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    private static bool IsKnown(IHeaderDictionary request, Answer answer, Body body)
    {
        var tags = request.IfNoneMatch;
        if (tags.Count > 0)
            return Names(tags, body.ETag);
        return answer.LastModified is { } modified
            && request.IfModifiedSince is { Count: 1 } since
            && HeaderUtilities.TryParseDate(since.ToString(), out var known)
            && modified <= known;
    }

    private static bool Names(StringValues tags, string ours)
    {
        foreach (var line in tags)
            foreach (var range in line.AsSpan().Split(','))
            {
                var tag = line.AsSpan()[range].Trim();
                // If-None-Match compares weakly: a proxy may have weakened the tag.
                if (tag.StartsWith("W/"))
                    tag = tag[2..];
                if (tag.SequenceEqual(ours) || tag is "*")
                    return true;
            }
        return false;
    }
}
