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

    /// <summary>Several channels may be connected with different applications: the call of each of them is good.</summary>
    public async Task<IReadOnlyList<string>> SecretsOf(IWebhook door, CancellationToken ct)
    {
        var kept = await db.Set<Connection>().AsNoTracking().Where(x => x.Network == door.Network && x.Secrets != "").Select(x => x.Secrets).ToListAsync(ct);
        var own = new List<string?>();
        foreach (var room in rooms.Where(room => room.Door == door.Door))
            own.Add(await room.Secret(ct));
        return [.. door.SecretsIn(kept.Select(vault.Open).OfType<IReadOnlyDictionary<string, string>>()).Concat(own.OfType<string>()).Where(secret => secret.Length > 0).Distinct()];
    }
}
