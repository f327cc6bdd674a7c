using System.Net;
using Microsoft.AspNetCore.Http.Features;

namespace Stadtfunk.Lab.Relay;

/// <summary>
/// Passes calls on to a real server, so that the faults of the Lab strike one that is not ours. A call that has arrived is passed on whole,
/// even if its caller has hung up: what the real server then holds is the judge.
/// </summary>
internal sealed class RelayDoor(RequestDelegate next, RelayPorts relays) : IDisposable
{
    private static readonly HashSet<string> NotPassedOn = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Expect", "TE", "Trailer", "Proxy-Connection", "Content-Length",
    };

    private readonly HttpMessageInvoker upstream = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None,
    });

    public async Task Invoke(HttpContext context)
    {
        if (relays.At(context) is not { } relay)
        {
            await next(context);
            return;
        }
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory);
        try
        {
            using var answer = await upstream.SendAsync(Passed(context.Request, relay.Upstream, memory.ToArray()), CancellationToken.None);
            await Return(context, answer);
        }
        catch (HttpRequestException)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
    }

    public void Dispose() => upstream.Dispose();

    private static HttpRequestMessage Passed(HttpRequest request, Uri server, byte[] body)
    {
        var target = new Uri(server, request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget);
        var passed = new HttpRequestMessage(new HttpMethod(request.Method), target) { Content = new ByteArrayContent(body) };
        if (body.Length == 0 && request.ContentType is null && HttpMethods.IsGet(request.Method)) passed.Content = null;
        foreach (var (name, values) in request.Headers.Where(header => !NotPassedOn.Contains(header.Key)))
            if (!passed.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                passed.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        return passed;
    }

    private static async Task Return(HttpContext context, HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !NotPassedOn.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();
        if (answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified)) await context.Response.Body.WriteAsync(body);
    }
}
