using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>Calls of TikTok's API v2. Each of its paths ends with a slash.</summary>
internal sealed class TikTokApi(Caller caller, IOptions<TikTokSettings> settings)
{
    // What a session keeps.
    public const string Token = "token";
    public const string RefreshToken = "refreshToken";
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";

    /// <summary>The rights that the newest token came with.</summary>
    public const string Granted = "granted";

    public const string MayPublish = "video.publish";

    public Task<Answer> Get(Session session, string path, string name, CancellationToken ct) =>
        caller.Repeatable(session.Server, $"GET {name}", Request(HttpMethod.Get, path, session, null), null, ct);

    /// <summary>A call that may be repeated: TikTok asks with POST, too.</summary>
    public Task<Answer> Post(Session session, string path, JsonObject body, string name, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(session.Server, $"POST {name}", Request(HttpMethod.Post, path, session, Json(body)), note, ct);

    /// <summary>The one call that takes effect, for pictures.</summary>
    public Task<Answer> Once(Errand errand, string path, JsonObject body, string name, CancellationToken ct) =>
        caller.Once(errand.Session.Server, $"POST {name}", Request(HttpMethod.Post, path, errand.Session, Json(body)), errand.Note, ct);

    /// <summary>A piece of a video, to the address that TikTok named for it: no token goes there.</summary>
    /// <param name="errand">On its way.</param>
    /// <param name="there">The address.</param>
    /// <param name="piece">With its place in the whole.</param>
    /// <param name="last">With this one the video is posted: the one call that takes effect.</param>
    /// <param name="ct">Stops it.</param>
    public Task<Answer> Put(Errand errand, Uri there, HttpContent piece, bool last, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, there) { Content = piece };
        return last ? caller.Once(there, "PUT upload (last)", request, errand.Note, ct) : caller.Repeatable(there, "PUT upload", request, errand.Note, ct);
    }

    /// <summary>The door for tokens.</summary>
    public Task<Answer> Door(string path, HttpContent form, CancellationToken ct) =>
        caller.Repeatable(settings.Value.ApiBase, $"POST {path}", new HttpRequestMessage(HttpMethod.Post, path) { Content = form }, null, ct);

    private static ByteArrayContent Json(JsonObject body) => new(Encoding.UTF8.GetBytes(body.ToJsonString()))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" } },
    };

    private static HttpRequestMessage Request(HttpMethod method, string path, Session session, HttpContent? body) => new(method, path)
    {
        Content = body, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", session.Secret(Token)) },
    };
}
