using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Stadtfunk.Lab.Accounts;

namespace Stadtfunk.Lab.Oauth;

/// <summary>An application that a city has registered by hand with a network.</summary>
internal sealed record CityApp(string Network, string ClientId, string ClientSecret, string RedirectUri);

/// <summary>What a network's page gave when somebody agreed: good once, and not for long.</summary>
internal sealed record CityCode(CityApp App, string Account, string Scopes, string? Challenge, DateTime Ends);

internal sealed record RefreshGrant(CityApp App, string Account, string Scopes, DateTime? Ends);

/// <summary>Applications of all networks where they are registered by hand (kept over restarts), their codes, and how long tokens hold.</summary>
internal sealed class AppBook
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, CityApp> apps = [];
    private readonly Dictionary<string, CityCode> codes = [];
    private readonly Dictionary<string, RefreshGrant> refreshes = [];
    private readonly Dictionary<string, DateTime> ends = [];
    private readonly Dictionary<(string Network, string Account), CityApp> behind = [];
    private readonly string path;
    private readonly LabClock clock;
    private readonly AccountBook accounts;

    public AppBook(Arguments arguments, LabClock clock, AccountBook accounts)
    {
        this.clock = clock;
        this.accounts = accounts;
        path = Path.Combine(arguments.Data, "apps.jsonl");
        if (!File.Exists(path)) return;
        foreach (var line in File.ReadLines(path).Where(line => line.EndsWith('}')))
        {
            var app = JsonSerializer.Deserialize<CityApp>(line)!;
            apps[app.ClientId] = app;
        }
    }

    public CityApp Register(string network, string redirectUri)
    {
        lock (gate)
        {
            var app = new CityApp(network, AccountEndpoints.NewToken(), AccountEndpoints.NewToken(), redirectUri);
            File.AppendAllText(path, JsonSerializer.Serialize(app) + "\n");
            return apps[app.ClientId] = app;
        }
    }

    public CityApp? Find(string network, string? clientId)
    {
        lock (gate) return clientId is not null && apps.GetValueOrDefault(clientId) is { } app && app.Network == network ? app : null;
    }

    public string Issue(CityApp app, string account, string scopes, string? challenge, TimeSpan life)
    {
        var code = AccountEndpoints.NewToken();
        lock (gate) codes[code] = new CityCode(app, account, scopes, challenge, clock.Now + life);
        return code;
    }

    /// <summary>Null unless the code is fresh, unused, of this application and address, and the verifier is the one that was promised.</summary>
    public CityCode? Redeem(string? value, CityApp app, string? redirectUri, string? verifier)
    {
        lock (gate)
        {
            if (value is null || !codes.Remove(value, out var code)) return null;
            var proven = code.Challenge is null || code.Challenge == ChallengeOf(verifier ?? "");
            return code.App == app && app.RedirectUri == redirectUri && code.Ends > clock.Now && proven ? code : null;
        }
    }

    public string Grant(CityApp app, string account, string scopes, TimeSpan life)
    {
        var token = AccountEndpoints.NewToken();
        accounts.Add(app.Network, account, token, scopes);
        lock (gate) ends[token] = clock.Now + life;
        return token;
    }

    public string GrantRefresh(CityApp app, string account, string scopes, DateTime? until)
    {
        var token = AccountEndpoints.NewToken();
        lock (gate)
        {
            refreshes[token] = new RefreshGrant(app, account, scopes, until);
            behind[(app.Network, account)] = app;
        }
        return token;
    }

    /// <param name="token">The refresh token.</param>
    /// <param name="app">Whose it must be.</param>
    /// <param name="once">It is worth nothing any more afterwards.</param>
    public RefreshGrant? Refresh(string? token, CityApp app, bool once)
    {
        lock (gate)
        {
            if (token is null || !refreshes.TryGetValue(token, out var grant) || grant.App != app || grant.Ends <= clock.Now) return null;
            if (once) refreshes.Remove(token);
            return grant;
        }
    }

    /// <summary>Takes a refresh token back, whoever asks. False: there is none.</summary>
    public bool Withdraw(string? token)
    {
        lock (gate) return token is not null && refreshes.Remove(token);
    }

    /// <summary>What an account gave an application is over.</summary>
    public void WithdrawAll(CityApp app, string account)
    {
        lock (gate)
            foreach (var token in refreshes.Where(one => one.Value.App == app && one.Value.Account == account).Select(one => one.Key).ToList()) refreshes.Remove(token);
    }

    /// <summary>The application that an account has agreed to last, also when it has taken that back.</summary>
    public CityApp? Behind(string network, string account)
    {
        lock (gate) return behind.GetValueOrDefault((network, account));
    }

    /// <summary>The grant behind a token that holds now.</summary>
    public Grant? Holding(string network, string? token)
    {
        lock (gate)
            return accounts.ByToken(network, token) is { Revoked: false } grant && !(ends.TryGetValue(grant.Token, out var until) && until <= clock.Now) ? grant : null;
    }

    private static string ChallengeOf(string verifier) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).Replace('+', '-').Replace('/', '_').TrimEnd('=');
}
