using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Tray;

/// <summary>What waits in the tray, for those who see the unit; and how much of it waits for somebody who can decide.</summary>
internal sealed class TrayList(Db db, Previews previews, CityTime time) : IWaiting
{
    private const int Most = 200;

    public async Task<IReadOnlyList<TrayEntryView>> Run(Actor actor, CancellationToken ct)
    {
        var units = actor.UnitsWith(Permission.See);
        var entries = await db.Set<TrayEntry>().AsNoTracking().Where(x => x.State == TrayState.Waiting && units.Contains(x.Unit))
            .OrderByDescending(x => x.At).ThenByDescending(x => x.Id).Take(Most).ToListAsync(ct);
        var ids = entries.ConvertAll(entry => entry.Picture);
        var pictures = await db.Set<Picture>().AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, ct);
        var paths = await previews.Of([.. pictures.Keys], ct);
        return [.. entries.Select(entry => View(entry, pictures[entry.Picture], paths.GetValueOrDefault(entry.Picture), actor, time.Today))];
    }

    async Task<int> IWaiting.Count(Actor actor, CancellationToken ct)
    {
        var units = actor.UnitsWith(Permission.Write);
        return units.Count == 0 ? 0 : await db.Set<TrayEntry>().CountAsync(x => x.State == TrayState.Waiting && units.Contains(x.Unit), ct);
    }

    public static TrayEntryView View(TrayEntry entry, Picture picture, string? preview, Actor actor, DateOnly today) => new(
        entry.Id, entry.Unit, picture.View(today), preview, entry.Way, entry.Sender, entry.Text, entry.At, actor.May(Permission.Write, entry.Unit))
    {
        Proven = entry.Proven,
        InLibrary = !entry.Fresh,
    };
}
