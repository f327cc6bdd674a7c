using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace Stadtfunk.Tests.Support;

public sealed record LabAccount(string Network, string Account, string Id, string Token);

/// <summary>The Lab as a program of its own. Kill and Revive keep its folder and its ports: what it accepted is still there.</summary>
public sealed class LabProcess : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("stadtfunk-lab-").FullName;
    private readonly IReadOnlyList<string> extra;
    private PeerProcess process = null!;
    private static int accounts;

    private LabProcess(IReadOnlyList<string> extra)
    {
        this.extra = extra;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: true);
        Ledger = new LabLedger(Http);
        Faults = new LabFaults(Http);
    }

    /// <summary>The Lab itself, and its first Mastodon server ("mastodon").</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>All Mastodon servers and relays by name; more of them by the arguments --instance NAME and --relay NAME=URL.</summary>
    public IReadOnlyDictionary<string, Uri> Servers { get; private set; } = new Dictionary<string, Uri>();

    public HttpClient Http { get; }

    public LabLedger Ledger { get; }

    public LabFaults Faults { get; }

    public static async Task<LabProcess> Start(IReadOnlyList<string> extra, CancellationToken ct)
    {
        var lab = new LabProcess(extra);
        await lab.Open(["--port", "0", .. extra], ct);
        lab.Http.BaseAddress = lab.Url;
        return lab;
    }

    /// <summary>A new account with a name that no other test has; channels of the slow network are accounts of "slow".</summary>
    public async Task<LabAccount> Account(string network, CancellationToken ct, string? scopes = null, string? token = null, string? name = null)
    {
        var wanted = new { network, account = name ?? $"konto{Interlocked.Increment(ref accounts)}", token, scopes };
        using var answer = await Http.PostAsJsonAsync("lab/accounts", wanted, ct);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<LabAccount>(ct))!;
    }

    public HttpRequestMessage Request(HttpMethod method, string path, LabAccount account, HttpContent? content = null)
    {
        var root = Servers.GetValueOrDefault(account.Network) ?? Url;
        var request = new HttpRequestMessage(method, new Uri(root, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", account.Token);
        return request;
    }

    /// <summary>Limits and habits of one Mastodon server; what is not named gets the server's default.</summary>
    public async Task Configure(string server, object settings, CancellationToken ct) =>
        (await Http.PutAsJsonAsync($"lab/mastodon/{server}", settings, ct)).EnsureSuccessStatusCode();

    /// <summary>How long a network of containers works on one, and with which code it comes to nothing. Only for a Lab that the test has for itself.</summary>
    public async Task Containers(string network, object manner, CancellationToken ct) =>
        (await Http.PutAsJsonAsync($"lab/containers/{network}", manner, ct)).EnsureSuccessStatusCode();

    public async Task MoveClock(TimeSpan ahead, CancellationToken ct) =>
        (await Http.PutAsJsonAsync("lab/clock", new { aheadSeconds = ahead.TotalSeconds }, ct)).EnsureSuccessStatusCode();

    public Task Kill() => process.Kill();

    public Task Revive(CancellationToken ct) =>
        Open(["--port", $"{Url.Port}", .. extra.Select((word, index) => index == 0 ? word : SamePort(extra[index - 1], word))], ct);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Open(IEnumerable<string> arguments, CancellationToken ct)
    {
        string[] all = [SourceTree.DllOf("Stadtfunk.Lab"), "--stdin", "--data", folder, .. arguments];
        process = await PeerProcess.Start("dotnet", all, TimeSpan.FromMinutes(1), ct);
        var words = process.Ready.Split(' ');
        Url = new Uri(words[0]);
        Servers = words.Skip(1).Select(word => word.Split('=', 2)).Prepend(["mastodon", words[0]]).ToDictionary(pair => pair[0], pair => new Uri(pair[1]));
    }

    private string SamePort(string option, string value)
    {
        var name = value.Split(':', '=')[0];
        return option switch
        {
            "--instance" => $"{name}:{Servers[name].Port}",
            "--relay" => $"{name}:{Servers[name].Port}={value[(value.IndexOf('=') + 1)..]}",
            _ => value,
        };
    }
}
