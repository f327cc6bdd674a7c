using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.PressReleases;

/// <summary>Deletes press releases 30 days after their time.</summary>
internal sealed class PressReleaseRound(Db db, CityTime time) : IRound
{
    public const string Name = "editorial-press";

    public async Task Tick(CancellationToken ct)
    {
        var before = time.UtcNow - PressRelease.Remembered;
        await db.Set<PressRelease>().Where(x => x.Until < before).ExecuteDeleteAsync(ct);
    }
}
