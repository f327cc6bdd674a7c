using System.Globalization;

namespace Stadtfunk.Kernel.Data;

/// <summary>
/// The place after a page of a list that is sorted by time, newest first: the time of its last row, and which rows of exactly that time were already
/// shown. What is added meanwhile moves nothing.
/// </summary>
public sealed record PageCursor(DateTime At, IReadOnlyList<Guid> Seen)
{
    /// <param name="page">Not empty.</param>
    public static PageCursor After(IReadOnlyList<(DateTime At, Guid Id)> page, PageCursor? before)
    {
        var at = page[^1].At;
        return new PageCursor(at, [.. before is not null && before.At == at ? before.Seen : [], .. page.Where(row => row.At == at).Select(row => row.Id)]);
    }

    /// <summary>Null for what no list has given out.</summary>
    public static PageCursor? Read(string? text)
    {
        var parts = text?.Split('.') ?? [];
        if (parts.Length < 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) || ticks > DateTime.MaxValue.Ticks)
            return null;
        var seen = parts.Skip(1).Select(part => Guid.TryParseExact(part, "N", out var id) ? id : default).ToList();
        return seen.Contains(default) ? null : new PageCursor(new DateTime(ticks, DateTimeKind.Utc), seen);
    }

    public override string ToString() =>
        $"{At.Ticks.ToString(CultureInfo.InvariantCulture)}.{string.Join('.', Seen.Select(id => id.ToString("N")))}";
}
