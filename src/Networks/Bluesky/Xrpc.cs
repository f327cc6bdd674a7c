using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Bluesky;

/// <summary>Calls of Bluesky's protocol: <c>/xrpc/</c> and the method's name, JSON in and out.</summary>
internal sealed class Xrpc(Caller caller)
{
    public Task<Answer> Query(Uri server, string method, string query, string? token, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(server, $"GET {method}", Request(HttpMethod.Get, $"{method}?{query}", token, null), note, ct);

    /// <summary>A procedure that may be repeated.</summary>
    public Task<Answer> Call(Uri server, string method, HttpContent? body, string? token, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(server, $"POST {method}", Request(HttpMethod.Post, method, token, body), note, ct);

    /// <summary>A large file, whole.</summary>
    public Task<Answer> Upload(Uri server, string method, Slice file, string token, Action<Call>? note, CancellationToken ct) =>
        caller.Whole(server, $"POST {method}", Request(HttpMethod.Post, method, token, file), file, once: false, note, ct);

    /// <summary>The one procedure that takes effect.</summary>
    public Task<Answer> Once(Uri server, string method, JsonObject body, string token, Action<Call>? note, CancellationToken ct) =>
        caller.Once(server, $"POST {method}", Request(HttpMethod.Post, method, token, Json(body)), note, ct);

    public static HttpContent Json(JsonObject body) => new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body.ToJsonString()))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    /// <summary>The token is not taken any more: Bluesky says so with 400, its code tells. 401 also means a missing right.</summary>
    public static bool IsSignInLost(Answer.Heard heard) =>
        heard.Status == 401 || (heard.Status == 400 && heard.Text("error") is "ExpiredToken" or "InvalidToken" or "AuthMissing" or "AccountDeactivated" or "AccountTakedown");

    /// <summary>The server's own words for a no.</summary>
    public static string Reason(Answer.Heard heard) => heard.Text("message") is { Length: > 0 } message ? message : heard.Text("error");

    private static HttpRequestMessage Request(HttpMethod method, string path, string? token, HttpContent? body)
    {
        var request = new HttpRequestMessage(method, $"xrpc/{path}") { Content = body };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
