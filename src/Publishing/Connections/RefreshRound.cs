using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Connections;

/// <summary>
/// Renews sign-ins that end for good if nobody does (Threads: after sixty days). Whoever posts renews by the way; this is for channels that are silent for weeks.
/// </summary>
internal sealed class RefreshRound(Db db, Lanes lanes, DatabaseClock clock) : IRound
{
    public const string Name = "channel-refresh";

    public async Task Tick(CancellationToken ct)
    {
        var now = clock.Now;
        var due = await db.Set<Connection>().AsNoTracking().Where(x => x.IsGood && x.Secrets != "" && x.EndsAt != null && x.ExpiresAt <= now)
            .Select(x => new { x.Channel, x.Version }).ToListAsync(ct);
        foreach (var one in due)
            await lanes.Refresh(one.Channel, one.Version, ct);
    }
}
