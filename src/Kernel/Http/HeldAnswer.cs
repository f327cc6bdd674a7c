using Microsoft.AspNetCore.Http;

namespace Stadtfunk.Kernel.Http;

/// <summary>Holds an answer back until what it tells is durable.</summary>
internal sealed class HeldAnswer(HttpContext http)
{
    private readonly MemoryStream held = new();

    public bool IsGood => http.Response.StatusCode is >= 200 and < 300;

    public async Task Hear(RequestDelegate next)
    {
        var wire = http.Response.Body;
        http.Response.Body = held;
        try
        {
            await next(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            http.Response.Body = wire;
        }
    }

    public KeptAnswer Into(KeptAnswer row)
    {
        var location = http.Response.Headers.Location.ToString();
        row.Was(http.Response.StatusCode, http.Response.ContentType, location.Length > 0 ? location : null, held.ToArray());
        return row;
    }

    public async Task Send(CancellationToken ct)
    {
        if (held.Length == 0)
            return;
        http.Response.ContentLength = held.Length;
        held.Position = 0;
        await held.CopyToAsync(http.Response.Body, ct);
    }
}
