using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Media.Tray;

/// <summary>Forgets who sent what with which words: a day after it was discarded, and in any case after 30 days. The picture goes on waiting without them; what came without one goes.</summary>
internal sealed class TrayRound(Db db, CityTime time) : IRound
{
    public const string Name = "media-tray";

    public async Task Tick(CancellationToken ct)
    {
        var (discarded, old) = (time.UtcNow - TrayEntry.Undo, time.UtcNow - TrayEntry.Remembered);
        await db.Set<TrayEntry>().Where(x => (x.DecidedAt < discarded || x.At < old) && (x.Sender != "" || x.Text != ""))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Sender, "").SetProperty(x => x.Text, ""), ct);
        await db.Set<TrayEntry>().Where(x => x.DecidedAt < old).ExecuteDeleteAsync(ct);
        await db.Set<TrayLine>().Where(x => x.At < old).ExecuteDeleteAsync(ct);
    }
}
