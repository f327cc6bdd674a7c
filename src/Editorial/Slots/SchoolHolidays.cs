using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.Slots;

internal sealed record SchoolHolidayView(Guid Id, string Name, DateOnly First, DateOnly Last);

/// <summary>School holidays for everybody at the desk, the next first; those that are over are left out.</summary>
internal sealed class SchoolHolidayList(Db db, CityTime time)
{
    public async Task<IReadOnlyList<SchoolHolidayView>> Run(Actor actor, CancellationToken ct)
    {
        var today = time.Today;
        return !actor.IsSignedIn ? [] : await db.Set<SchoolHoliday>().AsNoTracking().Where(holiday => holiday.Last >= today).OrderBy(holiday => holiday.Last).Take(60)
            .Select(holiday => new SchoolHolidayView(holiday.Id, holiday.Name, holiday.First, holiday.Last)).ToListAsync(ct);
    }
}

/// <summary>Enters school holidays; asks for the desk lead of the city, because they hold for all slots.</summary>
internal sealed class AddSchoolHoliday(Db db, Categorising lead, SlotDoor door, CityTime time)
{
    public const int MostDays = 100;

    public async Task<Outcome<Done>> Run(Actor actor, string name, DateOnly first, DateOnly last, CancellationToken ct)
    {
        if (await lead.NotAllowed(actor, ct) is { } no)
            return no;
        var clean = new CleanText();
        var said = clean.Line(name, "name", SlotTables.NameLength);
        var refusals = clean.Refusals.ToList();
        if (said.Length == 0)
            refusals.Add(Refusal.Invalid("Editorial.HolidayNameMissing").On("name"));
        if (last < first)
            refusals.Add(Refusal.Invalid("Editorial.HolidayBackwards").On("last"));
        else if (last.DayNumber - first.DayNumber > MostDays)
            refusals.Add(Refusal.Invalid("Editorial.HolidayTooLong", MostDays).On("last"));
        if (last < time.Today)
            refusals.Add(Refusal.Invalid("Editorial.HolidayIsOver").On("last"));
        if (refusals.Count > 0)
            return refusals;
        db.Add(new SchoolHoliday(Guid.CreateVersion7(), said, first, last));
        return await door.Close(ct);
    }
}

internal sealed class RemoveSchoolHoliday(Db db, Categorising lead, SlotDoor door)
{
    public async Task<Outcome<Done>> Run(Actor actor, Guid id, CancellationToken ct)
    {
        if (await lead.NotAllowed(actor, ct) is { } no)
            return no;
        if (await db.Set<SchoolHoliday>().FirstOrDefaultAsync(holiday => holiday.Id == id, ct) is { } holiday)
            db.Remove(holiday);
        return await door.Close(ct);
    }
}
