using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Tray;

/// <summary>The library has a picture by another way, too: whatever is decided in the tray, it stays there.</summary>
internal static class NotFromTray
{
    public static Task Note(Db db, PictureId picture, CancellationToken ct) => db.Set<TrayEntry>().Where(x => x.Picture == picture && x.Fresh)
        .ExecuteUpdateAsync(set => set.SetProperty(x => x.Fresh, false).SetProperty(x => x.Version, x => x.Version + 1), ct);
}
