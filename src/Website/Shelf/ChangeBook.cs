using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Website.Shelf;

/// <summary>Where a change of the website is noted, so that every node takes the same pages off its shelf.</summary>
internal sealed class ChangeBook(Db db, Pulse pulse, TimeProvider clock)
{
    /// <summary>Nodes read every second; one that slept longer than this starts with an empty shelf.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    public const string Topic = "website";

    public Task Note(IReadOnlyCollection<string> tags, CancellationToken ct) => db.InTransaction(
        async () =>
        {
            var now = clock.GetUtcNow().UtcDateTime;
            var before = now - Kept;
            await db.Set<Edition>().ExecuteUpdateAsync(set => set.SetProperty(x => x.Number, x => x.Number + 1), ct);
            var number = await db.Set<Edition>().AsNoTracking().Select(x => x.Number).SingleAsync(ct);
            await db.Set<EditionChange>().Where(x => x.At < before).ExecuteDeleteAsync(ct);
            db.Add(new EditionChange(number, tags, now));
            db.AfterCommit(() => pulse.Beat(Topic, null));
            await db.SaveChangesAsync(ct);
        },
        ct);
}
