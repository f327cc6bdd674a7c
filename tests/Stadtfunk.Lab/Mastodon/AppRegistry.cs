using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Mastodon;

internal sealed record App(string Id, string Name, string? Website, IReadOnlyList<string> RedirectUris, string Scopes, string ClientId, string ClientSecret);

internal sealed record Code(string Value, App App, string Account, string Scopes, string RedirectUri, string? Challenge, DateTime Ends);

/// <summary>Registered applications, kept over restarts, and the codes that wait to be exchanged (ten minutes, once).</summary>
internal sealed class AppRegistry
{
    public static readonly string[] KnownScopes =
    [
        "read", "read:accounts", "read:statuses", "read:notifications", "read:search", "read:follows", "read:lists", "write", "write:statuses",
        "write:media", "write:accounts", "write:favourites", "write:notifications", "follow", "push", "profile",
    ];

    private readonly Lock gate = new();
    private readonly Dictionary<string, App> apps = [];
    private readonly Dictionary<string, Code> codes = [];
    private readonly LabClock clock;
    private readonly string path;

    public AppRegistry(LabClock clock, string path)
    {
        this.clock = clock;
        this.path = path;
        if (!File.Exists(path)) return;
        foreach (var line in File.ReadLines(path).Where(line => line.EndsWith('}')))
        {
            var app = JsonSerializer.Deserialize<App>(line)!;
            apps[app.ClientId] = app;
        }
    }

    public App Register(string name, string? website, IReadOnlyList<string> redirectUris, string scopes)
    {
        lock (gate)
        {
            var app = new App((apps.Count + 1).ToString(), name, website, redirectUris, scopes, AccountEndpoints.NewToken(), AccountEndpoints.NewToken());
            File.AppendAllText(path, JsonSerializer.Serialize(app) + "\n");
            return apps[app.ClientId] = app;
        }
    }

    public App? Find(string? clientId)
    {
        lock (gate) return clientId is null ? null : apps.GetValueOrDefault(clientId);
    }

    public Code Issue(App app, string account, string scopes, string redirectUri, string? challenge)
    {
        var code = new Code(AccountEndpoints.NewToken(), app, account, scopes, redirectUri, challenge, clock.Now.AddMinutes(10));
        lock (gate) return codes[code.Value] = code;
    }

    /// <summary>Null unless the code is fresh, unused, of this application and address, and the verifier is the one that was promised.</summary>
    public Code? Redeem(string? value, App app, string? redirectUri, string? verifier)
    {
        lock (gate)
        {
            if (value is null || !codes.Remove(value, out var code)) return null;
            var proven = code.Challenge is null || code.Challenge == ChallengeOf(verifier ?? "");
            return code.App == app && code.RedirectUri == redirectUri && code.Ends > clock.Now && proven ? code : null;
        }
    }

    public static bool Within(string scopes, string allowed)
    {
        var held = new Grant("", "", "", allowed);
        return scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(scope => KnownScopes.Contains(scope) && held.Covers(scope));
    }

    private static string ChallengeOf(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
