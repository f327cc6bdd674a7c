using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;

namespace Stadtfunk.Lab.Faults;

/// <summary>The wrong answer of one call. <c>good</c> is what the network would have said, empty if it was never asked.</summary>
internal sealed class BadAnswer(HttpContext context, Fault fault, LabClock clock, Dialect dialect)
{
    private HttpResponse Response => context.Response;

    public Task Give(byte[] good)
    {
        var status = Response.StatusCode;
        if (fault.Kind is not FaultKind.Drip) Response.Clear();
        return fault.Kind switch
        {
            FaultKind.Error => Say(fault.Status ?? dialect.Error.Status, fault.Body ?? dialect.Error.Body),
            FaultKind.TooManyRequests => Limited(),
            FaultKind.TokenExpired => Say(dialect.TokenExpired.Status, dialect.TokenExpired.Body),
            FaultKind.Duplicate => Say(dialect.Duplicate.Status, dialect.Duplicate.Body),
            FaultKind.Html => Say(fault.Status ?? 200, "<!doctype html><title>Welcome</title><h1>It works!</h1>", "text/html"),
            FaultKind.Reset => Abort(),
            FaultKind.Hang => Hang(),
            FaultKind.Huge => Flood(fault.Bytes),
            FaultKind.Endless => Flood(long.MaxValue),
            FaultKind.Unreadable => Say(200, Encoding.UTF8.GetString(Half(good))),
            FaultKind.CutOff => CutOff(good),
            FaultKind.Drip => Drip(good, status),
            FaultKind.Retyped => Say(status, Retyped(good)),
            FaultKind.Redirect => Redirect(),
            _ => throw new InvalidOperationException($"No answer is written for {fault.Kind}."),
        };
    }

    private Task Say(int status, string body, string type = "application/json")
    {
        Response.StatusCode = status;
        Response.ContentType = $"{type}; charset=utf-8";
        return Response.WriteAsync(body, context.RequestAborted);
    }

    private Task Redirect()
    {
        Response.StatusCode = fault.Status ?? StatusCodes.Status307TemporaryRedirect;
        Response.Headers.Location = context.Request.GetEncodedUrl();
        return Task.CompletedTask;
    }

    private static string Retyped(byte[] good)
    {
        try
        {
            return Other(JsonNode.Parse(good))?.ToJsonString() ?? "null";
        }
        catch (JsonException)
        {
            return Encoding.UTF8.GetString(good);
        }
    }

    private static JsonNode? Other(JsonNode? node) => node switch
    {
        JsonObject whole => new JsonObject(whole.Select(field => KeyValuePair.Create(field.Key, Other(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Other)]),
        JsonValue text when text.GetValueKind() == JsonValueKind.String => new JsonObject { ["value"] = text.GetValue<string>() },
        JsonValue value => JsonValue.Create(value.ToJsonString()),
        _ => null,
    };

    private Task Limited() => Say(429, fault.Header ? dialect.Limited(Response, fault.RetrySeconds, clock.Now) : dialect.TooMany);

    private Task Abort()
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private async Task Hang()
    {
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        context.Abort();
    }

    private async Task Flood(long bytes)
    {
        var piece = Encoding.UTF8.GetBytes(new string('a', 64 * 1024));
        Response.ContentType = "application/json";
        if (bytes < long.MaxValue) Response.ContentLength = bytes;
        for (var left = bytes; left > 0 && !context.RequestAborted.IsCancellationRequested; left -= piece.Length)
            await Response.Body.WriteAsync(piece.AsMemory(0, (int)Math.Min(left, piece.Length)), context.RequestAborted);
    }

    private async Task CutOff(byte[] good)
    {
        var half = Half(good);
        Response.ContentType = "application/json";
        Response.ContentLength = half.Length * 2;
        await Response.Body.WriteAsync(half, context.RequestAborted);
        await Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private async Task Drip(byte[] good, int status)
    {
        Response.StatusCode = status;
        foreach (var one in good)
        {
            await Response.Body.WriteAsync(new[] { one }, context.RequestAborted);
            await Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(fault.Ms > 0 ? fault.Ms : 200, context.RequestAborted);
        }
    }

    private static byte[] Half(byte[] good) => good.Length > 1 ? good[..(good.Length / 2)] : """{"id": "10"""u8.ToArray();
}
