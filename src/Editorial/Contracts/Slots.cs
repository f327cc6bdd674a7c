using System.Text.Json.Serialization;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Contracts;

[JsonConverter(typeof(IdJson<SlotId>))]
public readonly record struct SlotId(Guid Value) : IId<SlotId>
{
    public static SlotId Of(Guid value) => new(value);
    public static SlotId New() => new(Guid.CreateVersion7());
    public static SlotId Parse(string s, IFormatProvider? provider) => Id.Parse<SlotId>(s);
    public static bool TryParse(string? s, IFormatProvider? provider, out SlotId result) => Id.TryParse(s, out result);
    public override string ToString() => Value.ToString();
}

/// <summary>How a slot comes round.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Rhythm>))]
public enum Rhythm
{
    /// <summary>On certain weekdays, every week or every n-th.</summary>
    Weekly,

    /// <summary>On a day of the month; a month that is too short has it on its last day.</summary>
    MonthDay,

    /// <summary>On the first to fourth or last such weekday of the month.</summary>
    MonthWeekday,
}

/// <summary>On which days a slot comes round.</summary>
/// <param name="Weekdays">For Weekly at least one; for MonthWeekday exactly one.</param>
/// <param name="Every">Every n-th week or month, 1–12, counted from <paramref name="First"/>.</param>
/// <param name="MonthDay">1–31, for MonthDay.</param>
/// <param name="Nth">1–4, or 5 for the last, for MonthWeekday.</param>
/// <param name="First">No period lies before this day.</param>
public sealed record SlotRule(Rhythm Rhythm, IReadOnlyList<DayOfWeek> Weekdays, int Every, int MonthDay, int Nth, DateOnly First);

/// <summary>A recurring place for a post.</summary>
/// <param name="Name">1–60 characters: "Sonntagstipp".</param>
/// <param name="Unit">Whose posts they become.</param>
/// <param name="Owner">Who is responsible; null: the unit as a whole. Has to be allowed to write in the unit.</param>
/// <param name="At">On the city's wall clock.</param>
/// <param name="Title">Beginning of each draft; {Datum} becomes the day of the period.</param>
/// <param name="LeadDays">1–60: so many days ahead the draft is made and its owner reminded.</param>
/// <param name="RestsInHolidays">Has no period in the school holidays that the desk entered.</param>
/// <param name="Active">False: it rests until somebody starts it again.</param>
public sealed record NewSlot(
    string Name,
    UnitId Unit,
    PersonId? Owner,
    SlotRule Rule,
    TimeOnly At,
    CategoryId? Category,
    string Title,
    string Text,
    IReadOnlyList<ChannelId> Channels,
    int LeadDays,
    bool RestsInHolidays,
    bool Active = true);

/// <summary>Slots for those who do not sit at the desk: the demo city. The same use case, the same rules.</summary>
public interface ISlotDesk
{
    Task<Outcome<SlotId>> Create(Actor actor, NewSlot slot, CancellationToken ct);

    /// <summary>Both days belong to it.</summary>
    Task<Outcome<Done>> AddSchoolHoliday(Actor actor, string name, DateOnly first, DateOnly last, CancellationToken ct);
}

/// <summary>
/// Somebody has to write for a slot: its draft was made just now, or it is due within a day and still nobody has written anything.
/// </summary>
/// <param name="Day">The day of the period, in the city.</param>
/// <param name="Due">UTC.</param>
/// <param name="Owner">Null: everybody who writes in the unit.</param>
/// <param name="Last">True for the second and last reminder.</param>
public sealed record SlotWantsPost(SlotId Slot, string Name, DateOnly Day, DateTime Due, PostId Post, UnitId Unit, PersonId? Owner, bool Last);
