using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>Calls of LinkedIn's versioned API, and what its noes mean. What it made it says in a header, with an empty body.</summary>
internal sealed partial class LinkedInApi(Caller caller, IOptions<LinkedInSettings> settings)
{
    // What a session keeps.
    public const string Token = "token";
    public const string RefreshToken = "refreshToken";

    /// <summary>The scopes that came with the newest token; missing where LinkedIn did not name them.</summary>
    public const string Granted = "granted";

    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";

    private static readonly TimeSpan UntilVersion = TimeSpan.FromMinutes(15);

    public Task<Answer> Get(Session session, string path, string name, Action<Call>? note, CancellationToken ct, bool finds = false) =>
        caller.Repeatable(session.Server, $"GET {name}", Request(HttpMethod.Get, path, session, null, finds ? "FINDER" : null), note, ct);

    /// <summary>A call that may be repeated.</summary>
    public Task<Answer> Post(Session session, string path, JsonObject body, string name, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(session.Server, $"POST {name}", Request(HttpMethod.Post, path, session, Json(body), null), note, ct);

    /// <summary>The bytes of a picture or of a part of a video, to the address that LinkedIn has named for them.</summary>
    public Task<Answer> Put(Session session, Uri there, HttpContent bytes, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(there, "PUT upload", new HttpRequestMessage(HttpMethod.Put, there)
        {
            Content = bytes,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", session.Secret(Token)) },
        }, note, ct);

    /// <summary>The bytes of a document, all in one call: it may take minutes.</summary>
    public Task<Answer> PutWhole(Session session, Uri there, Slice file, Action<Call>? note, CancellationToken ct) =>
        caller.Whole(there, "PUT upload", new HttpRequestMessage(HttpMethod.Put, there)
        {
            Content = file,
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", session.Secret(Token)) },
        }, file, once: false, note, ct);

    /// <summary>What belongs to a video, to the address that LinkedIn has named for it.</summary>
    public Task<Answer> Send(Session session, HttpMethod method, Uri there, HttpContent body, string? family, string name, Action<Call>? note, CancellationToken ct)
    {
        var request = new HttpRequestMessage(method, there) { Content = body, Headers = { Authorization = new AuthenticationHeaderValue("Bearer", session.Secret(Token)) } };
        if (family is not null)
            request.Headers.Add("media-type-family", family);
        return caller.Repeatable(there, name, request, note, ct);
    }

    /// <summary>The one call that takes effect.</summary>
    public Task<Answer> Once(Errand errand, HttpMethod method, string path, JsonObject? body, string name, CancellationToken ct, bool changes = false) =>
        caller.Once(errand.Session.Server, $"{method} {name}",
            Request(method, path, errand.Session, body is null ? null : Json(body), changes ? "PARTIAL_UPDATE" : null), errand.Note, ct);

    /// <summary>The door for tokens; it stands where people sign in.</summary>
    public Task<Answer> Door(HttpContent form, CancellationToken ct) =>
        caller.Repeatable(settings.Value.PageBase, "POST accessToken", new HttpRequestMessage(HttpMethod.Post, "oauth/v2/accessToken") { Content = form }, null, ct);

    /// <summary>The token goes nowhere else than to LinkedIn.</summary>
    public static bool IsTheirs(Uri there, Session session) => ServerAddress.IsServer(there)
        && (there.Authority == session.Server.Authority || there.Host.EndsWith(".linkedin.com", StringComparison.OrdinalIgnoreCase)
            || there.Host.EndsWith(".licdn.com", StringComparison.OrdinalIgnoreCase));

    public static string Reason(Answer.Heard heard) =>
        heard.Text("message") is { Length: > 0 } message ? message
        : heard.Text("error_description") is { Length: > 0 } description ? description
        : heard.Text("error");

    public static bool Says(Answer.Heard heard, string code) => heard.Text("code") == code
        || (heard.Json is { } json && json.Items("errorDetails", "inputErrors").Any(error => error.Text("code") == code));

    /// <summary>LinkedIn itself says that it is not there; a gateway before it would name no status in what it says.</summary>
    public static bool IsGone(Answer.Heard heard) => heard.Status == 404 && heard.Json?.Number("status") == 404 && heard.Text("message").Length > 0;

    public static bool IsUrn(string urn) => PostUrn().IsMatch(urn);

    public static string Path(string urn) => $"rest/posts/{Uri.EscapeDataString(urn)}";

    /// <summary>The spoken version is over: somebody has to name a newer one; null when that is not it.</summary>
    public Step? VersionOver(Answer answer) => answer is Answer.Heard { IsOwn: true } heard && (heard.Status == 426 || Says(heard, "NONEXISTENT_VERSION"))
        ? new Step.Later(UntilVersion, new Sentence("Networks.LinkedIn.VersionOver", settings.Value.Version))
        : null;

    /// <summary>A definite no; null for a yes.</summary>
    public static Step? No(Answer.Heard heard) => heard switch
    {
        { Good: true } => null,
        { Status: 401 } => new Step.SignInLost(Say.SignInLost(LinkedInNetwork.Name)),
        _ when Reason(heard).Length == 0 => new Step.Unknown(Say.NoClearAnswer(LinkedInNetwork.Name, heard)),
        { Status: 403 } => new Step.Refused(Say.NotAllowed(LinkedInNetwork.Name, Reason(heard))),
        { Status: 409 } => new Step.Later(null, Say.TooFast(LinkedInNetwork.Name)),
        _ when Says(heard, "MEDIA_ASSET_WAITING_UPLOAD") => new Step.Later(null, Say.PictureProcessing(LinkedInNetwork.Name)),
        _ when Says(heard, "DUPLICATE_POST") || Original().IsMatch(Reason(heard)) =>
            new Step.Duplicate(new Sentence("Networks.LinkedIn.Duplicate", Original().Match(Reason(heard)).Groups[1].Value)),
        _ => new Step.Refused(Say.Refused(LinkedInNetwork.Name, Reason(heard))),
    };

    private static ByteArrayContent Json(JsonObject body) => new(Encoding.UTF8.GetBytes(body.ToJsonString()))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    private HttpRequestMessage Request(HttpMethod method, string path, Session session, HttpContent? body, string? restli)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session.Secret(Token));
        request.Headers.Add("LinkedIn-Version", settings.Value.Version);
        request.Headers.Add("X-Restli-Protocol-Version", "2.0.0");
        if (restli is not null)
            request.Headers.Add("X-RestLi-Method", restli);
        return request;
    }

    [GeneratedRegex(@"^urn:li:(?:share|ugcPost):\d{1,30}$")]
    private static partial Regex PostUrn();

    [GeneratedRegex(@"duplicate of (urn:li:(?:share|ugcPost):\d{1,30})", RegexOptions.IgnoreCase)]
    private static partial Regex Original();
}
