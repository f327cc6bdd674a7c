using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Slots;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Tests.Editorial;

/// <summary>Slots of the small city, and their periods, in one line each.</summary>
internal static class SlotDays
{
    public static DateTime Utc(int year, int month, int day, int hour, int minute = 0) => new(year, month, day, hour, minute, 0, DateTimeKind.Utc);

    /// <summary>Thursday 16:00 of the museum, three days ahead, unless said otherwise.</summary>
    public static NewSlot Tip(this Newsroom room) => new(
        "Sonntagstipp", room.Museum, null, new SlotRule(Rhythm.Weekly, [DayOfWeek.Thursday], 1, 1, 1, new DateOnly(2026, 11, 23)), new TimeOnly(16, 0), null,
        "Der Tipp zum {Datum}", "Heute empfehlen wir:", [room.MuseumChannel], 3, false);

    public static async Task<SlotId> Slot(
        this Newsroom room, IReadOnlyList<DayOfWeek>? weekdays = null, TimeOnly? at = null, DateOnly? first = null, int lead = 3, bool rests = false, PersonId? owner = null)
    {
        var tip = room.Tip();
        var slot = tip with
        {
            Rule = tip.Rule with { Weekdays = weekdays ?? tip.Rule.Weekdays, First = first ?? tip.Rule.First },
            At = at ?? tip.At,
            LeadDays = lead,
            RestsInHolidays = rests,
            Owner = owner,
        };
        return Newsroom.Good(await room.House.With((CreateSlot create) => create.Run(room.MuseumApprover, slot, default)));
    }

    public static Task<IReadOnlyList<Period>> Between(this Newsroom room, SlotId id, DateTime from, DateTime to) => room.House.With(async (Db db) =>
    {
        var slots = await db.Set<Slot>().AsNoTracking().Include(slot => slot.Channels).Where(slot => slot.Id == id).ToListAsync();
        return await room.House.With((Periods periods) => periods.Between(slots, from, to, default));
    });

    public static Task Round(this Newsroom room) => room.House.With((SlotRound round) => round.Tick(default));

    public static Task<List<SlotPeriod>> Rows(this Newsroom room) => room.House.With((Db db) => db.Set<SlotPeriod>().AsNoTracking().OrderBy(row => row.Day).ToListAsync());
}
