using System.Globalization;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Kernel.Time;

/// <summary>Which of the two hours is meant when a clock is set back.</summary>
public enum Overlap
{
    Ask,
    First,
    Second,
}

/// <summary>What a change of the clocks did to a time that comes round.</summary>
public enum ClockChange
{
    None,

    /// <summary>The hour exists twice on that day: the first is meant.</summary>
    Twice,

    /// <summary>The hour does not exist on that day: the first minute after it is meant.</summary>
    Missing,
}

/// <param name="Utc">When it really is.</param>
public readonly record struct PlacedTime(DateTime Utc, ClockChange Change);

/// <summary>
/// The city's wall clock. Everything stored is UTC; everything a person types or reads goes through here, and only here is it decided what
/// happens to an hour that does not exist (spring) or exists twice (autumn).
/// </summary>
public sealed class CityTime(TimeProvider clock, TimeZoneInfo first)
{
    private volatile TimeZoneInfo zone = first;

    /// <summary>Where the city lies. Stored times keep their moment; what is entered and shown from now on is of this zone.</summary>
    public void LiesIn(TimeZoneInfo now) => zone = now;

    public DateTime UtcNow => clock.GetUtcNow().UtcDateTime;

    public DateTime LocalNow => ToLocal(UtcNow);

    public DateOnly Today => DateOnly.FromDateTime(LocalNow);

    public DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    /// <summary>From the wall clock to UTC; refuses an hour that does not exist, and one that exists twice unless told which.</summary>
    public Outcome<DateTime> ToUtc(DateTime local, Overlap overlap)
    {
        var zone = this.zone;
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
            return Refusal.Invalid("Kernel.HourDoesNotExist", Words(local));
        if (!zone.IsAmbiguousTime(local))
            return TimeZoneInfo.ConvertTimeToUtc(local, zone);
        if (overlap == Overlap.Ask)
            return Refusal.Invalid("Kernel.HourExistsTwice", Words(local));
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        // The first pass of the hour still has summer time, the larger offset.
        var offset = overlap == Overlap.First ? offsets.Max() : offsets.Min();
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>
    /// For what comes round by itself, when there is nobody to ask: of an hour that exists twice it is the first; one that does not exist gives way to the
    /// first minute after it.
    /// </summary>
    public PlacedTime Place(DateTime local)
    {
        var zone = this.zone;
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsAmbiguousTime(local))
            return new PlacedTime(ToUtc(local, Overlap.First).Value, ClockChange.Twice);
        if (!zone.IsInvalidTime(local))
            return new PlacedTime(TimeZoneInfo.ConvertTimeToUtc(local, zone), ClockChange.None);
        // A gap ends at a full minute everywhere.
        local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        return new PlacedTime(TimeZoneInfo.ConvertTimeToUtc(local, zone), ClockChange.Missing);
    }

    /// <summary>"27. März 2027, 02:30" in the reader's language.</summary>
    public string Words(DateTime local) => ReaderLanguages.Words(local, CultureInfo.CurrentUICulture);

    /// <summary>The same from a stored time.</summary>
    public string WordsOf(DateTime utc) => Words(ToLocal(utc));
}
