using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Slots;

/// <summary>Drafts of a slot in which nobody has written: they lie where their gap lies, also when the slot gets another hour.</summary>
internal sealed class UntouchedDrafts(Db db, PostQueries posts, CityTime time)
{
    /// <param name="slot">With its new hour. A period that was moved by itself stays where it was put.</param>
    public async Task Follow(Slot slot, CancellationToken ct)
    {
        var (now, yesterday) = (time.UtcNow, time.Today.AddDays(-1));
        var rows = await db.Set<SlotPeriod>().AsNoTracking()
            .Where(row => row.Slot == slot.Id && row.Post != null && row.MovedTo == null && row.Day >= yesterday).ToListAsync(ct);
        foreach (var row in rows)
            if (await posts.Find(db, row.Post!.Value, ct) is { } draft && draft.Author == default && draft.Due > now)
                draft.Change(draft.Content, time.Place(row.Day.ToDateTime(slot.At)).Utc, draft.ChangedBy, now);
    }
}
