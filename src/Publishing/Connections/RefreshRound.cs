using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>
/// Renews sign-ins that end for good if nobody does: when what they were given has run out, or from the moment on that the network has put among the session's
/// secrets (Threads: after twenty of sixty days, and until then it is good without).
/// </summary>
internal sealed class RefreshRound(Db db, Vault vault, Lanes lanes, DatabaseClock clock, ILogger<RefreshRound> log) : IRound
{
    public const string Name = "channel-refresh";

    private const string RenewAt = Session.RenewAt;

    public async Task Tick(CancellationToken ct)
    {
        var now = clock.Now;
        var ending = await db.Set<Connection>().AsNoTracking().Where(x => x.IsGood && x.Secrets != "" && x.EndsAt != null).ToListAsync(ct);
        foreach (var one in ending)
        {
            try
            {
                if (one.ExpiresAt <= now || RenewalOf(one) <= now)
                    await lanes.Refresh(one.Channel, one.Version, ct);
            }
            catch (Exception away) when (!ct.IsCancellationRequested)
            {
                // One channel must not keep the others from being renewed.
                Log.RoundStumbled(log, one.Channel.Value, away);
            }
        }
    }

    private DateTime? RenewalOf(Connection connection) =>
        DateTime.TryParse(vault.Open(connection)?.Secret(RenewAt), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at) ? at : null;
}
