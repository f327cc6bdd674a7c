using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Publishing.Hooks;

/// <summary>
/// <c>/webhooks/{door}</c>, or with the application behind it: what networks send is proven, kept and answered, and nothing else is done before the answer. A call that is not proven leaves a
/// line in the log and nothing in the database; the same call again is answered as if it were new, and nothing happens.
/// </summary>
internal static class HookEndpoints
{
    /// <summary>WhatsApp's may have three megabytes, all others are smaller.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/webhooks/{door}/{app?}", Greet).ExcludeFromDescription();
        routes.MapPost("/webhooks/{door}/{app?}", Take).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> Greet(string door, string? app, HttpContext http, Webhooks doors, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (doors.At(door) is not { } hook || await Secrets(doors, hook, app, ct) is not { Count: > 0 } secrets)
            return Results.NotFound();
        var call = Call(http, default);
        return secrets.Select(secret => hook.Greet(call, secret)).FirstOrDefault(greeting => greeting is not null) is { } said
            ? Results.Text(said.Text, said.ContentType)
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    private static async Task<IResult> Take(string door, string? app, HttpContext http, Webhooks doors, IHooks hooks, DatabaseClock clock, ILogger<Webhooks> log, CancellationToken ct)
    {
        if (doors.At(door) is not { } hook || await Secrets(doors, hook, app, ct) is not { Count: > 0 } secrets)
            return Results.NotFound();
        if (await Body(http, ct) is not { } body)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        var call = Call(http, body);
        // All messages are JSON objects; what networks let us sign never is one.
        var proofs = body is [(byte)'{', ..] ? secrets.Select(secret => (Secret: secret, Proof: hook.Prove(call, secret, clock.Now))).ToList() : [];
        var good = proofs.FirstOrDefault(one => one.Proof == HookProof.Good);
        if (good.Secret is null)
        {
            HookLog.Refused(log, door, proofs.Exists(one => one.Proof == HookProof.Stale) ? HookProof.Stale : HookProof.Forged);
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        if (!await hooks.Keep(door, KeyOf(hook, good.Secret, body), body, ct))
            HookLog.Again(log, door);
        return Results.Ok();
    }

    // At the address of one application only its own secret opens.
    private static async Task<IReadOnlyList<string>> Secrets(Webhooks doors, IWebhook hook, string? app, CancellationToken ct)
    {
        var all = await doors.SecretsOf(hook, ct);
        return app is null ? all : [.. all.Where(secret => hook.AsksUnnamed && Webhooks.AppOf(hook, secret) == app)];
    }

    // Two applications may number their messages alike, so the name of one belongs to its secret.
    private static string KeyOf(IWebhook hook, string secret, byte[] body) => hook.IdIn(body) is { } id
        ? $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..16]}/{id}"
        : Convert.ToHexStringLower(SHA256.HashData(body));

    private static HookCall Call(HttpContext http, ReadOnlyMemory<byte> body) =>
        new(name => http.Request.Headers[name].ToString(), name => http.Request.Query[name].ToString(), body);

    /// <summary>Null when it is too large: what says so itself is not read at all, what does not say it only so far.</summary>
    private static async Task<byte[]?> Body(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > MostBytes)
            return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = MostBytes;
        try
        {
            using var whole = new MemoryStream();
            await http.Request.Body.CopyToAsync(whole, ct);
            return whole.ToArray();
        }
        catch (BadHttpRequestException no) when (no.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }
}

internal static partial class HookLog
{
    [LoggerMessage(LogLevel.Warning, "A call at the webhook {Door} was refused: {Why}")]
    public static partial void Refused(ILogger log, string door, HookProof why);

    [LoggerMessage(LogLevel.Information, "A call at the webhook {Door} came again")]
    public static partial void Again(ILogger log, string door);
}
