using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Slots;

/// <summary>Makes the drafts of the slots in time, and reminds once more when a day before nobody has written anything.</summary>
internal sealed class SlotRound(Db db, Periods periods, Drafting drafting, CityTime time, Pulse pulse) : IRound
{
    public const string Name = "slots";
    public const int MostLeadDays = 60;

    public static readonly TimeSpan LastCall = TimeSpan.FromHours(24);

    public async Task Tick(CancellationToken ct)
    {
        var now = time.UtcNow;
        var slots = await db.Set<Slot>().AsNoTracking().Include(slot => slot.Channels).Where(slot => slot.Active).ToListAsync(ct);
        foreach (var period in await periods.Between(slots, now, now.AddDays(MostLeadDays), ct))
        {
            // Whole local days ahead: a change of the clocks in between moves nothing.
            if (period.State == PeriodState.Open && period.Due <= time.Place(time.LocalNow.AddDays(period.Slot.LeadDays)).Utc)
                await drafting.Make(period, ct);
            else if (period is { State: PeriodState.Drafted, Reminded: false, Post: { } post } && period.Due - now <= LastCall)
                await RemindAgain(period, post, now, ct);
            db.ChangeTracker.Clear();
        }
    }

    private async Task RemindAgain(Period period, PostId post, DateTime now, CancellationToken ct)
    {
        var row = await db.Set<SlotPeriod>().FirstOrDefaultAsync(row => row.Slot == period.Slot.Id && row.Day == period.Day, ct);
        if (row is null || row.RemindedAt is not null)
            return;
        row.Remind(now);
        // Whoever had a day or less from the start heard of it with the draft just now.
        if (row.DraftedAt is { } drafted && period.Due - drafted > LastCall)
            db.Raise(new SlotWantsPost(period.Slot.Id, period.Slot.Name, period.Day, period.Due, post, period.Slot.Unit, period.Slot.Owner, true));
        db.AfterCommit(() => pulse.Beat("posts", post.Value));
        await Drafting.Saved(db, ct);
    }
}
