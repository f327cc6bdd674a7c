using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Documents;
using Stadtfunk.Media.Library;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Files;

/// <summary>
/// Takes away what a crash or a removal left behind: unfinished files, and files that no row names. A file younger than <see cref="Young"/> may belong to
/// an upload whose row is still to come. What is taken lies aside for a month, in case the program was started with the wrong database.
/// </summary>
internal sealed class FileSweep(Db db, FileStore store, IEnumerable<IFileUse> uses, TimeProvider clock) : IRound
{
    public const string Name = "media-files";
    public static readonly TimeSpan Young = TimeSpan.FromHours(24);
    public static readonly TimeSpan Aside = TimeSpan.FromDays(30);

    public async Task Tick(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        store.ForgetUnfinished(now - Young);
        store.ForgetAside(now - Aside);
        // A database without a single picture beside a folder full of them is rather the wrong database.
        if (!await db.Set<Picture>().AnyAsync(ct))
            return;
        var needed = new HashSet<string>();
        foreach (var use in uses)
            needed.UnionWith(await use.Needed(ct));
        foreach (var old in store.OlderThan(now - Young))
        {
            var hashes = old.Select(file => file.Hash).Distinct().ToList();
            var originals = await db.Set<Picture>().Where(x => hashes.Contains(x.Hash)).Select(x => x.Hash).ToHashSetAsync(ct);
            var renditions = await db.Set<Rendition>().Where(x => hashes.Contains(x.Hash)).Select(x => x.Hash).ToHashSetAsync(ct);
            foreach (var file in old)
                if (!(file.Ending is "" or DocumentFiles.Pdf ? originals : renditions).Contains(file.Hash) && !needed.Contains(file.Hash))
                    store.PutAside(file, now - Young, now);
        }
    }
}
