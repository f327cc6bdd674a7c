using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Mastodon;

/// <summary>Calls of the Mastodon API with the account's token.</summary>
internal sealed class MastodonApi(Caller caller)
{
    /// <summary>Reads; without a token what everybody may read.</summary>
    public Task<Answer> Get(Uri server, string path, string? token, string name, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(server, $"GET {name}", Request(HttpMethod.Get, path, token, null), note, ct);

    /// <summary>A call that may be repeated.</summary>
    public Task<Answer> Post(Uri server, string path, HttpContent body, string? token, string name, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(server, $"POST {name}", Request(HttpMethod.Post, path, token, body), note, ct);

    /// <summary>A large file.</summary>
    public Task<Answer> Upload(Errand errand, string path, HttpContent body, Slice file, string name, CancellationToken ct) => caller.Whole(
        errand.Session.Server, $"POST {name}", Request(HttpMethod.Post, path, errand.Session.Secret(MastodonSession.Token), body), file, once: false, errand.Note, ct);

    /// <summary>The one call that takes effect.</summary>
    public Task<Answer> Once(Errand errand, HttpMethod method, string path, JsonObject? body, string name, CancellationToken ct)
    {
        var content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new("application/json") } };
        var request = Request(method, path, errand.Session.Secret(MastodonSession.Token), content);
        request.Headers.Add("Idempotency-Key", errand.Key);
        return caller.Once(errand.Session.Server, $"{method} {name}", request, errand.Note, ct);
    }

    /// <summary>The server's own words for a no: a sentence, or for OAuth a code with a description.</summary>
    public static string Reason(Answer.Heard heard) =>
        heard.Text("error_description") is { Length: > 0 } description ? description : heard.Text("error");

    private static HttpRequestMessage Request(HttpMethod method, string path, string? token, HttpContent? body)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        // Refusals are shown to the press office.
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("de"));
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
