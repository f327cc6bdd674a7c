using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.YouTube;

/// <summary>Calls of YouTube's Data API v3 and of Google's door for tokens.</summary>
internal sealed class YouTubeApi(Caller caller, IOptions<YouTubeSettings> settings)
{
    // What a session keeps.
    public const string Token = "token";
    public const string RefreshToken = "refreshToken";
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";
    public const string Playlist = "playlist";

    /// <summary>The rights that came with the newest token, with spaces between them; nothing in sessions from before this was kept, until the next renewal.</summary>
    public const string Granted = "granted";

    /// <summary>What the call is named that begins an upload.</summary>
    public const string Insert = "POST upload/videos";

    /// <summary>The playlist of everything that the channel has uploaded, private videos included.</summary>
    public const string Uploads = "uploads";

    public Task<Answer> Get(Session session, string path, string name, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(session.Server, $"GET {name}", Request(HttpMethod.Get, $"youtube/v3/{path}", session, null), note, ct);

    /// <summary>A call that may be repeated.</summary>
    public Task<Answer> Post(Errand errand, string path, HttpContent body, string name, CancellationToken ct) =>
        caller.Repeatable(errand.Session.Server, $"POST {name}", Request(HttpMethod.Post, path, errand.Session, body), errand.Note, ct);

    /// <summary>Asks for the address of an upload; no video comes of that alone.</summary>
    public Task<Answer> Begin(Errand errand, OutgoingVideo video, JsonObject body, CancellationToken ct)
    {
        var request = Request(HttpMethod.Post, "upload/youtube/v3/videos?uploadType=resumable&part=snippet%2Cstatus&notifySubscribers=true", errand.Session, Json(body));
        request.Headers.Add("X-Upload-Content-Length", $"{video.Bytes}");
        request.Headers.Add("X-Upload-Content-Type", video.MediaType);
        return caller.Repeatable(errand.Session.Server, Insert, request, errand.Note, ct);
    }

    /// <summary>A piece of the video, or none at all to ask how far it is.</summary>
    public Task<Answer> Put(Errand errand, Uri upload, HttpContent piece, ContentRangeHeaderValue range, CancellationToken ct)
    {
        piece.Headers.ContentRange = range;
        var request = Request(HttpMethod.Put, upload.AbsoluteUri, errand.Session, piece);
        return caller.Repeatable(upload, range.HasRange ? "PUT upload/videos" : "PUT upload/videos ?", request, errand.Note, ct);
    }

    /// <summary>The one call that takes effect.</summary>
    public Task<Answer> Once(Errand errand, HttpMethod method, string path, JsonObject? body, string name, CancellationToken ct) =>
        caller.Once(errand.Session.Server, $"{method} {name}", Request(method, $"youtube/v3/{path}", errand.Session, body is null ? null : Json(body)), errand.Note, ct);

    /// <summary>The door for tokens.</summary>
    public Task<Answer> Door(string path, HttpContent form, CancellationToken ct) =>
        caller.Repeatable(settings.Value.DoorBase, $"POST {path}", new HttpRequestMessage(HttpMethod.Post, path) { Content = form }, null, ct);

    /// <summary>The token goes nowhere else than to Google.</summary>
    public static bool IsTheirs(Uri there, Session session) => ServerAddress.IsServer(there)
        && (there.Authority == session.Server.Authority || there.Host.EndsWith(".googleapis.com", StringComparison.OrdinalIgnoreCase));

    public static ByteArrayContent Json(JsonObject body) => new(Encoding.UTF8.GetBytes(body.ToJsonString()))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "UTF-8" } },
    };

    private static HttpRequestMessage Request(HttpMethod method, string path, Session session, HttpContent? body) => new(method, path)
    {
        Content = body, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", session.Secret(Token)) },
    };
}
