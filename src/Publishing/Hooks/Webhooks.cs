using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Connections;

namespace Stadtfunk.Publishing.Hooks;

/// <summary>The doors at which networks knock, and the secrets that open them. A door without one is not there.</summary>
internal sealed class Webhooks(Db db, Vault vault, IEnumerable<IWebhook> doors)
{
    public IReadOnlyList<IWebhook> All { get; } = [.. doors];

    public IWebhook? At(string door) => All.FirstOrDefault(one => one.Door == door);

    /// <summary>Several channels may be connected with different applications: the call of each of them is good.</summary>
    public async Task<IReadOnlyList<string>> SecretsOf(IWebhook door, CancellationToken ct)
    {
        var kept = await db.Set<Connection>().AsNoTracking().Where(x => x.Network == door.Network && x.Secrets != "").Select(x => x.Secrets).ToListAsync(ct);
        return [.. door.SecretsIn(kept.Select(vault.Open).OfType<IReadOnlyDictionary<string, string>>()).Where(secret => secret.Length > 0).Distinct()];
    }
}
