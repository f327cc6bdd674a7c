using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Slots;

/// <summary>How a period stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PeriodState>))]
public enum PeriodState
{
    /// <summary>Nothing is there yet: the draft will come in time.</summary>
    Open,

    /// <summary>The draft is there, and nobody has written in it.</summary>
    Drafted,

    /// <summary>Somebody is at it, or it is already out.</summary>
    Written,

    /// <summary>There was a draft, and somebody deleted it.</summary>
    Emptied,

    Skipped,

    /// <summary>School holidays, in which this slot rests.</summary>
    Holiday,
}

/// <summary>One period of a slot.</summary>
/// <param name="Day">As the rule says; with the slot it names the period.</param>
/// <param name="Due">UTC; where it was moved to, if it was.</param>
/// <param name="Clock">Whether that hour exists twice or not at all on that day.</param>
/// <param name="Post">Null unless there is one.</param>
internal sealed record Period(Slot Slot, DateOnly Day, DateTime Due, ClockChange Clock, bool Moved, PeriodState State, PostId? Post, bool Reminded)
{
    /// <summary>Somebody has to write something.</summary>
    public bool IsGap => State is PeriodState.Open or PeriodState.Drafted or PeriodState.Emptied;
}

/// <summary>Works out the periods of slots: the rule's days in local time, then what people did with single ones.</summary>
internal sealed class Periods(Db db, CityTime time)
{
    /// <param name="from">UTC.</param>
    /// <param name="to">UTC, does not belong to it.</param>
    public async Task<IReadOnlyList<Period>> Between(IReadOnlyList<Slot> slots, DateTime from, DateTime to, CancellationToken ct)
    {
        if (slots.Count == 0)
            return [];
        // A day around it, because local days begin at other moments.
        var (first, last) = (DateOnly.FromDateTime(time.ToLocal(from)).AddDays(-1), DateOnly.FromDateTime(time.ToLocal(to)).AddDays(1));
        var ids = slots.Select(slot => slot.Id).ToList();
        var rows = (await db.Set<SlotPeriod>().AsNoTracking()
            .Where(row => ids.Contains(row.Slot) && ((row.Day >= first && row.Day <= last) || (row.MovedTo >= from && row.MovedTo < to)))
            .ToListAsync(ct)).ToLookup(row => row.Slot);
        var holidays = await db.Set<SchoolHoliday>().AsNoTracking().Where(holiday => holiday.Last >= first && holiday.First <= last).ToListAsync(ct);
        var posts = await Standings([.. rows.SelectMany(slot => slot).Select(row => row.Post).OfType<PostId>()], ct);
        return [.. slots.SelectMany(slot => Of(slot, first, last, [.. rows[slot.Id]], holidays, posts)).Where(period => period.Due >= from && period.Due < to).OrderBy(period => period.Due)];
    }

    /// <summary>One period that the rule knows, or that somebody has changed; null for none.</summary>
    public async Task<Period?> Find(Slot slot, DateOnly day, CancellationToken ct)
    {
        var row = await db.Set<SlotPeriod>().AsNoTracking().FirstOrDefaultAsync(row => row.Slot == slot.Id && row.Day == day, ct);
        var holidays = await db.Set<SchoolHoliday>().AsNoTracking().Where(holiday => holiday.Last >= day && holiday.First <= day).ToListAsync(ct);
        return Of(slot, day, day.AddDays(1), row is null ? [] : [row], holidays, await Standings(row?.Post is { } post ? [post] : [], ct)).FirstOrDefault();
    }

    private IEnumerable<Period> Of(
        Slot slot, DateOnly from, DateOnly to, IReadOnlyList<SlotPeriod> rows, IReadOnlyList<SchoolHoliday> holidays, IReadOnlyDictionary<PostId, bool> posts)
    {
        // A slot that rests, or whose rule was changed, keeps the periods that already have a draft or were moved.
        var kept = rows.Where(row => row.Post is not null || row.MovedTo is not null).Select(row => row.Day);
        var days = slot.Active ? SlotDays.Between(slot.Rule, from, to).Union(kept) : kept;
        foreach (var day in days)
        {
            var row = rows.FirstOrDefault(row => row.Day == day);
            var placed = time.Place(day.ToDateTime(slot.At));
            var state = StateOf(row, posts) ?? (slot.RestsInHolidays && row?.MovedTo is null && holidays.Any(holiday => holiday.Has(day)) ? PeriodState.Holiday : PeriodState.Open);
            yield return new Period(
                slot, day, row?.MovedTo ?? placed.Utc, row?.MovedTo is null ? placed.Change : ClockChange.None, row?.MovedTo is not null, state,
                state is PeriodState.Drafted or PeriodState.Written ? row?.Post : null, row?.RemindedAt is not null);
        }
    }

    private static PeriodState? StateOf(SlotPeriod? row, IReadOnlyDictionary<PostId, bool> posts) => row switch
    {
        { Skipped: true } => PeriodState.Skipped,
        { Post: { } post } => posts.TryGetValue(post, out var touched) ? touched ? PeriodState.Written : PeriodState.Drafted : PeriodState.Emptied,
        _ => null,
    };

    // True: somebody has written in it. Posts that were deleted are not in it.
    private async Task<IReadOnlyDictionary<PostId, bool>> Standings(IReadOnlyCollection<PostId> posts, CancellationToken ct) =>
        posts.Count == 0 ? new Dictionary<PostId, bool>() : await db.Set<Post>().AsNoTracking().Where(post => posts.Contains(post.Id))
            .Select(post => new { post.Id, Touched = post.Author != default(PersonId) }).ToDictionaryAsync(post => post.Id, post => post.Touched, ct);
}
