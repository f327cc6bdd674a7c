using Stadtfunk.Organisation.Contracts;
using static Stadtfunk.Organisation.Contracts.Land;

namespace Stadtfunk.Editorial.Calendar;

/// <param name="Key">Its word is <c>Editorial.Holiday.</c> and this.</param>
/// <param name="Partly">Only in some municipalities of the Land.</param>
internal sealed record Holiday(DateOnly Day, string Key, bool Partly);

/// <summary>
/// The public holidays as the laws of the Länder have them since 2023. Days that a Land gives itself once, and those of a single city (the Peace Festival
/// of Augsburg), are not among them.
/// </summary>
internal static class Holidays
{
    private static readonly Land[] Everywhere = Enum.GetValues<Land>();
    private static readonly Land[] Epiphany = [BadenWuerttemberg, Bayern, SachsenAnhalt];
    private static readonly Land[] WomensDay = [Berlin, MecklenburgVorpommern];
    private static readonly Land[] CorpusChristi = [BadenWuerttemberg, Bayern, Hessen, NordrheinWestfalen, RheinlandPfalz, Saarland];
    private static readonly Land[] CorpusChristiPartly = [Sachsen, Thueringen];
    private static readonly Land[] Reformation =
        [Brandenburg, Bremen, Hamburg, MecklenburgVorpommern, Niedersachsen, Sachsen, SachsenAnhalt, SchleswigHolstein, Thueringen];
    private static readonly Land[] AllSaints = [BadenWuerttemberg, Bayern, NordrheinWestfalen, RheinlandPfalz, Saarland];

    /// <param name="land">Null: only those that hold in all Länder.</param>
    public static IEnumerable<Holiday> Between(DateOnly from, DateOnly to, Land? land) =>
        Enumerable.Range(from.Year, to.Year - from.Year + 1).SelectMany(year => Of(year, land)).Where(one => one.Day >= from && one.Day < to).OrderBy(one => one.Day);

    public static IEnumerable<Holiday> Of(int year, Land? land) =>
        from one in All(year)
        let fully = land is null ? one.In.Length == Everywhere.Length : one.In.Contains(land.Value)
        let partly = land is not null && one.Partly.Contains(land.Value)
        where fully || partly
        select new Holiday(one.Day, one.Key, partly);

    /// <summary>The day of Easter in the Gregorian calendar, after the anonymous algorithm of 1876.</summary>
    public static DateOnly Easter(int year)
    {
        var (golden, century, rest) = (year % 19, year / 100, year % 100);
        var correction = (century - ((century + 8) / 25) + 1) / 3;
        var moon = ((19 * golden) + century - (century / 4) - correction + 15) % 30;
        var weekday = (32 + (2 * (century % 4)) + (2 * (rest / 4)) - moon - (rest % 4)) % 7;
        var shift = (golden + (11 * moon) + (22 * weekday)) / 451;
        var days = moon + weekday - (7 * shift) + 114;
        return new DateOnly(year, days / 31, (days % 31) + 1);
    }

    private static IEnumerable<(DateOnly Day, string Key, Land[] In, Land[] Partly)> All(int year)
    {
        var easter = Easter(year);
        yield return (new(year, 1, 1), "NewYear", Everywhere, []);
        yield return (new(year, 1, 6), "Epiphany", Epiphany, []);
        yield return (new(year, 3, 8), "WomensDay", WomensDay, []);
        yield return (easter.AddDays(-2), "GoodFriday", Everywhere, []);
        yield return (easter, "EasterSunday", [Brandenburg], []);
        yield return (easter.AddDays(1), "EasterMonday", Everywhere, []);
        yield return (new(year, 5, 1), "LabourDay", Everywhere, []);
        yield return (easter.AddDays(39), "Ascension", Everywhere, []);
        yield return (easter.AddDays(49), "WhitSunday", [Brandenburg], []);
        yield return (easter.AddDays(50), "WhitMonday", Everywhere, []);
        yield return (easter.AddDays(60), "CorpusChristi", CorpusChristi, CorpusChristiPartly);
        yield return (new(year, 8, 15), "Assumption", [Saarland], [Bayern]);
        yield return (new(year, 9, 20), "ChildrensDay", [Thueringen], []);
        yield return (new(year, 10, 3), "UnityDay", Everywhere, []);
        yield return (new(year, 10, 31), "Reformation", Reformation, []);
        yield return (new(year, 11, 1), "AllSaints", AllSaints, []);
        yield return (Repentance(year), "Repentance", [Sachsen], []);
        yield return (new(year, 12, 25), "Christmas", Everywhere, []);
        yield return (new(year, 12, 26), "SecondChristmas", Everywhere, []);
    }

    // The Wednesday before 23 November: eleven days before the first Sunday of Advent.
    private static DateOnly Repentance(int year)
    {
        var day = new DateOnly(year, 11, 22);
        while (day.DayOfWeek != DayOfWeek.Wednesday)
            day = day.AddDays(-1);
        return day;
    }
}
