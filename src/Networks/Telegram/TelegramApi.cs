using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Telegram;

/// <summary>Calls of the Bot API. The token stands in the address, so addresses are never noted or logged, only the method's name.</summary>
internal sealed partial class TelegramApi(Caller caller)
{
    public const string Token = "token";

    /// <summary>A call that may be repeated.</summary>
    public async Task<Answer> Ask(Uri server, string token, string method, JsonObject body, Action<Call>? note, CancellationToken ct) =>
        WithWait(await caller.Repeatable(server, $"POST {method}", Request(server, token, method, Json(body)), note, ct));

    /// <summary>The one call that takes effect.</summary>
    public async Task<Answer> Once(Errand errand, string method, HttpContent body, CancellationToken ct)
    {
        var server = errand.Session.Server;
        return WithWait(await caller.Once(server, $"POST {method}", Request(server, errand.Session.Secret(Token), method, body), errand.Note, ct));
    }

    /// <summary>The one call that takes effect, with a large file at its end.</summary>
    public async Task<Answer> Once(Errand errand, string method, HttpContent body, Slice file, CancellationToken ct)
    {
        var server = errand.Session.Server;
        return WithWait(await caller.Whole(server, $"POST {method}", Request(server, errand.Session.Secret(Token), method, body), file, once: true, errand.Note, ct));
    }

    public static HttpContent Json(JsonObject body) => new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()))
    {
        Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
    };

    /// <summary>Telegram's own words for a no.</summary>
    public static string Reason(Answer.Heard heard) => heard.Text("description");

    /// <summary>What is no token is answered as if the whole address did not exist.</summary>
    public static bool IsSignInLost(Answer.Heard heard) => heard.Status == 401 || (heard.Status == 404 && Reason(heard) == "Not Found");

    /// <summary>The bot may not write in this channel (any more), or the channel is not there for it.</summary>
    public static bool IsNotAllowed(Answer.Heard heard) => heard.Status == 403 || (heard.Status == 400 && NoRight().IsMatch(Reason(heard)));

    public static bool IsToken(string text) => TokenShape().IsMatch(text);

    // The address is resolved against the server, because a token with its colon would be read as a scheme.
    private static HttpRequestMessage Request(Uri server, string token, string method, HttpContent body) =>
        new(HttpMethod.Post, new Uri(server, $"./bot{token}/{method}")) { Content = body };

    // How long to wait stands in the body.
    private static Answer WithWait(Answer answer) =>
        answer is Answer.Heard { Status: 429, Json: { } json } heard && json.Number("parameters", "retry_after") is { } seconds and > 0
            ? heard with { After = TimeSpan.FromSeconds(Math.Min(seconds, 6 * 3600)) }
            : answer;

    [GeneratedRegex(@"^\d{5,20}:[A-Za-z0-9_-]{20,100}$")]
    private static partial Regex TokenShape();

    [GeneratedRegex("chat not found|not enough rights|need administrator rights|CHAT_WRITE_FORBIDDEN|bot is not a member", RegexOptions.IgnoreCase)]
    private static partial Regex NoRight();
}
