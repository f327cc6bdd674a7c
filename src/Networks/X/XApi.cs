using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>Calls of the X API v2, and what its noes mean. A no is a problem (RFC 7807), or stands in <c>errors</c>, even inside a 200.</summary>
internal sealed partial class XApi(Caller caller)
{
    // What a session keeps.
    public const string Token = "token";
    public const string RefreshToken = "refreshToken";
    public const string ClientId = "clientId";
    public const string ClientSecret = "clientSecret";

    /// <summary>The scopes that came with the newest token, separated by blanks; missing where X did not name them.</summary>
    public const string Granted = "granted";

    /// <summary>Whoever connected it says that the account may edit: X tells nobody.</summary>
    public const string MayEdit = "mayEdit";

    // Bought credit is used up until a person buys more: looked at again at times, so that what is still in time goes out by itself.
    private static readonly TimeSpan UntilCredit = TimeSpan.FromMinutes(15);

    public Task<Answer> Get(Session session, string path, string name, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(session.Server, $"GET {name}", Request(HttpMethod.Get, path, Bearer(session), null), note, ct);

    /// <summary>A call that may be repeated.</summary>
    public Task<Answer> Post(Session session, string path, HttpContent body, string name, Action<Call>? note, CancellationToken ct) =>
        caller.Repeatable(session.Server, $"POST {name}", Request(HttpMethod.Post, path, Bearer(session), body), note, ct);

    /// <summary>The one call that takes effect.</summary>
    public Task<Answer> Once(Errand errand, HttpMethod method, string path, JsonObject? body, string name, CancellationToken ct) =>
        caller.Once(errand.Session.Server, $"{method} {name}", Request(method, path, Bearer(errand.Session), body is null ? null : Json(body)), errand.Note, ct);

    /// <summary>The doors for tokens know the application by its name and password.</summary>
    public Task<Answer> Door(Uri server, string path, string clientId, string clientSecret, HttpContent form, CancellationToken ct)
    {
        var both = $"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(clientSecret)}";
        var basic = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(both)));
        return caller.Repeatable(server, $"POST {path}", Request(HttpMethod.Post, path, basic, form), null, ct);
    }

    public static HttpContent Json(JsonObject body) => new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    /// <summary>X's own words for a no, "" when there are none.</summary>
    public static string Reason(Answer.Heard heard) => Words(heard).FirstOrDefault(word => word.Length > 0) ?? "";

    /// <summary>The last part of a problem's type, for example <c>resource-not-found</c>.</summary>
    public static bool IsProblem(Answer.Heard heard, string kind) =>
        heard.Json is { } json && json.Items("errors").Select(error => error.Text("type")).Append(json.Text("type")).Any(type => type.Split('/')[^1] == kind);

    /// <summary>X itself says that it is not there; any other 404 may come from what stands before it.</summary>
    public static bool IsGone(Answer.Heard heard) => IsProblem(heard, "resource-not-found");

    /// <summary>The account is suspended or locked; null when that is not it. Being blocked by somebody is something else.</summary>
    public static Step.Stopped? Stopped(Answer.Heard heard) => heard.Status == 403 && Words(heard).FirstOrDefault(word => Halted().IsMatch(word)) is { } words
        ? new Step.Stopped(new Sentence("Networks.X.Stopped", Say.Refused(XNetwork.Name, words).Args[1]))
        : null;

    /// <summary>A definite no; null for a yes.</summary>
    public static Step? No(Answer.Heard heard, IReadOnlyList<string> media) => heard switch
    {
        { Status: 401 } => new Step.SignInLost(Say.SignInLost(XNetwork.Name)),
        _ when OutOfCredit(heard) is { } wait => wait,
        { Good: true } => null,
        _ when Reason(heard) is not { Length: > 0 } => new Step.Unknown(Say.NoClearAnswer(XNetwork.Name, heard)),
        { Status: 403 } when Words(heard).Any(word => word.Contains("duplicate", StringComparison.OrdinalIgnoreCase)) => new Step.Duplicate(new Sentence("Networks.X.Duplicate")),
        { Status: 403 } when Stopped(heard) is { } stopped => stopped,
        { Status: 403 } => new Step.Refused(Say.NotAllowed(XNetwork.Name, Reason(heard))),
        { Status: 400 } when media.Count > 0 && Words(heard).Any(word => word.Contains("media id", StringComparison.OrdinalIgnoreCase)) =>
            new Step.Later(null, new Sentence("Networks.PictureForgotten", XNetwork.Name)) { Forget = media },
        _ => new Step.Refused(Say.Refused(XNetwork.Name, Reason(heard))),
    };

    /// <summary>Every call is paid for. Also a 429 may mean that no money is left rather than that we were too fast.</summary>
    public static Step? OutOfCredit(Answer answer) =>
        answer is Answer.Heard { IsOwn: true } heard && (heard.Status == 402 || (heard.Status is 403 or 429 && (IsProblem(heard, "usage-capped") || IsProblem(heard, "credits"))))
            ? new Step.Later(UntilCredit, new Sentence("Networks.X.NoCredit"))
            : null;

    private static IEnumerable<string> Words(Answer.Heard heard)
    {
        if (heard.Json is not { } json)
            yield break;
        foreach (var error in json.Items("errors"))
        {
            yield return error.Text("message");
            yield return error.Text("detail");
            yield return error.Text("title");
        }
        yield return json.Text("detail");
        yield return json.Text("error_description");
        yield return json.Text("title");
        yield return json.Text("error");
    }

    private static AuthenticationHeaderValue Bearer(Session session) => new("Bearer", session.Secret(Token));

    private static HttpRequestMessage Request(HttpMethod method, string path, AuthenticationHeaderValue who, HttpContent? body) =>
        new(method, path) { Content = body, Headers = { Authorization = who } };

    [GeneratedRegex(@"\b(?:suspended|locked)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Halted();
}
