using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Hooks;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;

namespace Stadtfunk.Publishing.Hooks;

/// <summary>The doors at which networks knock, and the secrets that open them. A door without one is not there.</summary>
internal sealed class Webhooks(Db db, Vault vault, IEnumerable<IWebhook> doors, IEnumerable<IHookSecret> rooms)
{
    public IReadOnlyList<IWebhook> All { get; } = [.. doors];

    public IWebhook? At(string door) => All.FirstOrDefault(one => one.Door == door);

    /// <summary>Several channels may be connected with different applications: the call of each of them is good. The oldest channel's comes first.</summary>
    public async Task<IReadOnlyList<string>> SecretsOf(IWebhook door, CancellationToken ct)
    {
        var kept = await Kept(door, ct);
        var own = new List<string?>();
        foreach (var room in rooms.Where(room => room.Door == door.Door))
            own.Add(await room.Secret(ct));
        return [.. door.SecretsIn(kept.Select(one => one.Secrets)).Concat(own.OfType<string>()).Where(secret => secret.Length > 0).Distinct()];
    }

    /// <summary>The applications that need an address of their own, by the accounts that are connected with them; empty where one address is enough.</summary>
    public async Task<IReadOnlyList<HookApp>> AppsOf(IWebhook door, CancellationToken ct)
    {
        if (!door.AsksUnnamed)
            return [];
        var apps = (await Kept(door, ct)).SelectMany(one => door.SecretsIn([one.Secrets]).Select(secret => (Secret: secret, one.Handle))).Where(one => one.Secret.Length > 0)
            .GroupBy(one => one.Secret).Select(app => new HookApp(AppOf(door, app.Key), string.Join(", ", app.Select(one => one.Handle).Distinct()))).ToList();
        return apps.Count > 1 ? apps : [];
    }

    /// <summary>Part of an address: says nothing of the secret, and is the same as long as that is.</summary>
    public static string AppOf(IWebhook door, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"webhook/{door.Door}")))[..16];

    private async Task<List<(string Handle, IReadOnlyDictionary<string, string> Secrets)>> Kept(IWebhook door, CancellationToken ct)
    {
        var kept = await db.Set<Connection>().AsNoTracking().Where(x => x.Network == door.Network && x.Secrets != "").OrderBy(x => x.Channel)
            .Select(x => new { x.Handle, x.Secrets }).ToListAsync(ct);
        return [.. kept.Select(one => (one.Handle, Secrets: vault.Open(one.Secrets))).Where(one => one.Secrets is not null).Select(one => (one.Handle, (IReadOnlyDictionary<string, string>)one.Secrets!))];
    }
}

/// <param name="App">The last part of its address.</param>
/// <param name="Accounts">For people.</param>
internal sealed record HookApp(string App, string Accounts);
