using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>
/// Calls of the Graph API, in one version. Where it is asked for, every call with a token carries the proof that it comes from the app's own server, so
/// that a stolen token alone is worth nothing (once the app demands it).
/// </summary>
internal sealed class GraphApi(Caller caller, string version, bool proves)
{
    public const string Proof = "appsecret_proof";

    public Task<Answer> Get(Session session, string path, string query, string name, Action<Call>? note, CancellationToken ct) =>
        Ask(session.Server, HttpMethod.Get, path, query, [], session, name, note, ct);

    /// <summary>A call that may be repeated.</summary>
    public Task<Answer> Post(Session session, string path, IEnumerable<KeyValuePair<string, string>> fields, string name, Action<Call>? note, CancellationToken ct) =>
        Ask(session.Server, HttpMethod.Post, path, "", fields, session, name, note, ct);

    /// <summary>An upload: the file beside the fields.</summary>
    public async Task<Answer> Upload(Errand errand, string path, MultipartFormDataContent form, string name, CancellationToken ct)
    {
        var session = errand.Session;
        if (proves)
            form.Add(new StringContent(ProofOf(session)), $"\"{Proof}\"");
        return Waited(await caller.Repeatable(session.Server, $"POST {name}", Request(session.Server, HttpMethod.Post, path, "", form, session.Secret(MetaSession.Token)), errand.Note, ct));
    }

    /// <summary>A whole file in one call, or the rest of it, to the address that was named for it.</summary>
    /// <param name="errand">On its way.</param>
    /// <param name="address">Where to.</param>
    /// <param name="file">What is to be sent.</param>
    /// <param name="at">So much of it is there.</param>
    /// <param name="bytes">Size of the whole.</param>
    /// <param name="name">For the attempts table.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Answer> Whole(Errand errand, Uri address, Slice file, long at, long bytes, string name, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = file };
        request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", errand.Session.Secret(MetaSession.Token));
        request.Headers.Add("offset", at.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("file_size", bytes.ToString(CultureInfo.InvariantCulture));
        return Waited(await caller.Whole(new Uri(address.GetLeftPart(UriPartial.Authority)), $"POST {name}", request, file, once: false, errand.Note, ct));
    }

    /// <summary>The one call that takes effect.</summary>
    public async Task<Answer> Once(
        Errand errand, HttpMethod method, string path, string query, IEnumerable<KeyValuePair<string, string>> fields, string name, CancellationToken ct)
    {
        var session = errand.Session;
        var request = Request(session, method, path, query, fields);
        return Waited(await caller.Once(session.Server, $"{method} {name}", request, errand.Note, ct));
    }

    /// <summary>What the app itself asks for (codes and tokens), without a version; its secret stands in the fields.</summary>
    public async Task<Answer> AsApp(Uri server, HttpMethod method, string path, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var form = new FormUrlEncodedContent(fields);
        var request = method == HttpMethod.Post
            ? new HttpRequestMessage(method, new Uri(server, $"./{path}")) { Content = form }
            : new HttpRequestMessage(method, new Uri(server, $"./{path}?{await form.ReadAsStringAsync(ct)}"));
        return Waited(await caller.Repeatable(server, $"{method} {path}", request, null, ct));
    }

    /// <summary>What a session's token is good for: the app asks in its own name.</summary>
    /// <param name="kind">What stands before the app's id and secret where a network wants to know its kind (Threads: <c>TH|</c>).</param>
    public Task<Answer> Inspect(Session session, string kind, CancellationToken ct) => AsApp(session.Server, HttpMethod.Get, $"{version}/debug_token",
    [
        KeyValuePair.Create("input_token", session.Secret(MetaSession.Token)),
        KeyValuePair.Create("access_token", $"{kind}{session.Secret(MetaSession.AppId)}|{session.Secret(MetaSession.AppSecret)}"),
    ], ct);

    private async Task<Answer> Ask(
        Uri server, HttpMethod method, string path, string query, IEnumerable<KeyValuePair<string, string>> fields, Session session, string name, Action<Call>? note, CancellationToken ct) =>
        Waited(await caller.Repeatable(server, $"{method} {name}", Request(session, method, path, query, fields), note, ct));

    private HttpRequestMessage Request(Session session, HttpMethod method, string path, string query, IEnumerable<KeyValuePair<string, string>> fields)
    {
        KeyValuePair<string, string>[] proof = proves ? [KeyValuePair.Create(Proof, ProofOf(session))] : [];
        var content = method == HttpMethod.Post ? new FormUrlEncodedContent([.. fields, .. proof]) : null;
        if (content is null)
            query = string.Join('&', [.. query.Length > 0 ? [query] : Array.Empty<string>(), .. proof.Select(x => $"{x.Key}={x.Value}")]);
        return Request(session.Server, method, path, query, content, session.Secret(MetaSession.Token));
    }

    private HttpRequestMessage Request(Uri server, HttpMethod method, string path, string query, HttpContent? content, string token)
    {
        var request = new HttpRequestMessage(method, new Uri(server, $"./{version}/{path}{(query.Length > 0 ? "?" : "")}{query}")) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }

    private static string ProofOf(Session session) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(session.Secret(MetaSession.AppSecret)), Encoding.UTF8.GetBytes(session.Secret(MetaSession.Token))));

    private static Answer Waited(Answer answer) => answer is Answer.Heard heard ? GraphUsage.WithWait(heard) : answer;
}
