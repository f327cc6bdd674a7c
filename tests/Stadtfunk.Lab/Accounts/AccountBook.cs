using System.Text.Json;

namespace Stadtfunk.Lab.Accounts;

/// <summary>Accounts and tokens of all networks, one JSON line per grant; a later line for the same token replaces the earlier.</summary>
internal sealed class AccountBook
{
    private readonly Lock gate = new();
    private readonly string path;
    private readonly Arguments arguments;
    private readonly Dictionary<(string Network, string Token), Grant> grants = [];
    private readonly List<Account> accounts = [];

    public AccountBook(Arguments arguments)
    {
        this.arguments = arguments;
        path = Path.Combine(arguments.Data, "accounts.jsonl");
        if (File.Exists(path))
            foreach (var line in File.ReadLines(path).Where(line => line.EndsWith('}'))) Remember(JsonSerializer.Deserialize<Grant>(line)!);
        OpenGiven();
    }

    public Account Add(string network, string account, string token, string scopes)
    {
        lock (gate)
        {
            Keep(new Grant(network, account, token, scopes));
            return Of(network, account) ?? new Account(network, account, "");
        }
    }

    public Account? Of(string network, string name)
    {
        lock (gate) return accounts.Find(account => account.Network == network && account.Name == name);
    }

    public Account? ById(string network, string id)
    {
        lock (gate) return accounts.Find(account => account.Network == network && account.Id == id);
    }

    public Grant? ByToken(string network, string? token)
    {
        lock (gate) return token is null ? null : grants.GetValueOrDefault((network, token));
    }

    /// <summary>Does any token of this account let it post?</summary>
    public bool MayWrite(string network, string name)
    {
        lock (gate) return grants.Values.Any(grant => grant.Network == network && grant.Account == name && grant.Covers("write:posts"));
    }

    public void Revoke(Grant grant)
    {
        lock (gate) Keep(grant with { Revoked = true });
    }

    public void RevokeAll(string network, string name)
    {
        lock (gate)
            foreach (var grant in grants.Values.Where(grant => grant.Network == network && grant.Account == name).ToList()) Keep(grant with { Revoked = true });
    }

    public IReadOnlyList<Account> All()
    {
        lock (gate) return [.. accounts];
    }

    public void Reset()
    {
        lock (gate)
        {
            grants.Clear();
            accounts.Clear();
            File.Delete(path);
            OpenGiven();
        }
    }

    private void OpenGiven()
    {
        foreach (var given in arguments.Accounts.Where(given => !grants.ContainsKey((given.Network, given.Token))))
            Keep(new Grant(given.Network, given.Account, given.Token, Grant.AllScopes));
    }

    private void Keep(Grant grant)
    {
        File.AppendAllText(path, JsonSerializer.Serialize(grant) + "\n");
        Remember(grant);
    }

    private void Remember(Grant grant)
    {
        grants[(grant.Network, grant.Token)] = grant;
        if (grant.Account.Length > 0 && Of(grant.Network, grant.Account) is null)
            accounts.Add(new Account(grant.Network, grant.Account, (109_000_000_000_000_000 + accounts.Count).ToString()));
    }
}
