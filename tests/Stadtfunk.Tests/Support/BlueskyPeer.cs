using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stadtfunk.Tests.Support;

public sealed record BlueskyAccount(string Did, string Handle, string Email, string Password, string AppPassword, string AccessToken);

/// <summary>A real Bluesky PDS. Accounts are made, and records read back, by plain HTTP: the product's own client is not its own witness.</summary>
public sealed class BlueskyPeer : IAsyncDisposable
{
    private static int accounts;
    private readonly PeerProcess process;
    private readonly HttpClient http;

    private BlueskyPeer(PeerProcess process)
    {
        this.process = process;
        Url = new Uri(process.Ready.Split(' ')[0]);
        http = new HttpClient(new SocketsHttpHandler(), disposeHandler: true) { BaseAddress = new Uri(Url, "xrpc/") };
    }

    public Uri Url { get; }

    /// <summary>The first start on a machine compiles a module and may take minutes; later ones take seconds.</summary>
    public static async Task<BlueskyPeer> Start(CancellationToken ct) => await Start(ct, rateLimits: false);

    public static async Task<BlueskyPeer> Start(CancellationToken ct, bool rateLimits) =>
        new(await PeerProcess.Start(SourceTree.Peer("bluesky"), rateLimits ? ["--stdin", "--rate-limits"] : ["--stdin"], TimeSpan.FromMinutes(10), ct));

    /// <summary>A new account with an app password; nobody else has its name.</summary>
    public async Task<BlueskyAccount> Account(CancellationToken ct)
    {
        var name = $"konto{Environment.ProcessId % 10_000}x{Interlocked.Increment(ref accounts)}";
        var (handle, email, password) = ($"{name}.test", $"{name}@example.test", $"passwort-{name}");
        var made = await Call("com.atproto.server.createAccount", new { handle, email, password }, null, ct);
        var access = (string)made["accessJwt"]!;
        var app = await Call("com.atproto.server.createAppPassword", new { name = "stadtfunk" }, access, ct);
        return new BlueskyAccount((string)made["did"]!, handle, email, password, (string)app["password"]!, access);
    }

    /// <summary>Null when there is no such record.</summary>
    public async Task<JsonNode?> Record(string did, string key, CancellationToken ct, string collection = "app.bsky.feed.post")
    {
        using var answer = await http.GetAsync($"com.atproto.repo.getRecord?repo={did}&collection={collection}&rkey={key}", ct);
        return answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.NotFound ? null : await Read(answer, ct);
    }

    /// <summary>All posts of an account, newest first, each with uri, cid and value.</summary>
    public async Task<IReadOnlyList<JsonNode>> Posts(string did, CancellationToken ct, string collection = "app.bsky.feed.post")
    {
        var all = new List<JsonNode>();
        for (string? cursor = null; ;)
        {
            using var answer = await http.GetAsync($"com.atproto.repo.listRecords?repo={did}&collection={collection}&limit=100&cursor={cursor}", ct);
            var page = await Read(answer, ct);
            all.AddRange(page["records"]!.AsArray().OfType<JsonNode>());
            cursor = (string?)page["cursor"];
            if (cursor is null)
                return all;
        }
    }

    public Task<byte[]> Blob(string did, string cid, CancellationToken ct) => http.GetByteArrayAsync($"com.atproto.sync.getBlob?did={did}&cid={cid}", ct);

    public Task<JsonNode> RevokeAppPassword(BlueskyAccount account, CancellationToken ct) =>
        Call("com.atproto.server.revokeAppPassword", new { name = "stadtfunk" }, account.AccessToken, ct);

    public async Task<JsonNode> Call(string method, object body, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method) { Content = JsonContent.Create(body) };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, ct);
        return await Read(answer, ct);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await process.DisposeAsync();
    }

    private static async Task<JsonNode> Read(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{(int)answer.StatusCode}: {text}", null, answer.StatusCode);
        try
        {
            return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
        }
        catch (JsonException)
        {
            throw new HttpRequestException($"not JSON: {text}");
        }
    }
}
