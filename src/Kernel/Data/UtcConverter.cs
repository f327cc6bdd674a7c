using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Stadtfunk.Kernel.Data;

/// <summary>
/// Stored times are UTC and whole microseconds, which is what PostgreSQL keeps: a time that was written reads back equal on both databases.
/// </summary>
public sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(value => In(value), value => DateTime.SpecifyKind(value, DateTimeKind.Utc))
{
    private static DateTime In(DateTime value) => value.Kind == DateTimeKind.Utc
        ? new DateTime(value.Ticks - (value.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc)
        : throw new InvalidOperationException("Only UTC times are stored; convert with CityTime.");
}
