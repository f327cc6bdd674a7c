namespace Stadtfunk.Organisation.City;

/// <summary>The time zones that a city can lie in: those of Europe, by their IANA names.</summary>
internal static class Zones
{
    public const string Default = "Europe/Berlin";

    public static IReadOnlyList<string> All { get; } =
        [.. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id).Where(IsEuropean).Append(Default).Distinct().Order(StringComparer.Ordinal)];

    public static bool Knows(string id) => IsEuropean(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out _);

    private static bool IsEuropean(string id) => id.StartsWith("Europe/", StringComparison.Ordinal) && id.Length <= CityRow.ZoneLength;
}
