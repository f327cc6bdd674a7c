using System.Globalization;

namespace Stadtfunk.App.Demo;

/// <summary>A post of the demo city, as somebody of its administration would write it.</summary>
/// <param name="Key">Stable: the step is kept under it.</param>
/// <param name="Author">Key of a person; the post is of their unit.</param>
internal sealed record DemoPost(string Key, string Author, string Category, string Title, string Text)
{
    public string? Motif { get; init; }

    /// <summary>Null: the motif's own alt text, which fits every seed.</summary>
    public string? Alt { get; init; }
    public int Seed { get; init; }
    public IReadOnlyList<string> Channels { get; init; } = DemoChannels.OfCity;

    /// <summary>An own text for the channels that count to 300; null follows the common text.</summary>
    public string? Short { get; init; }
    public string? Link { get; init; }
    public DemoEnd End { get; init; }

    /// <summary>What the approver wrote when the post was given back.</summary>
    public string? Comment { get; init; }
}

/// <summary>How far a post has come when the demo city is finished.</summary>
internal enum DemoEnd
{
    /// <summary>Published when its time has passed, otherwise scheduled.</summary>
    Released,
    Draft,
    Submitted,
    Returned,
}

/// <summary>The day of a post, with the words for the days around it.</summary>
internal sealed record DemoDay(DateOnly Date)
{
    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");

    public bool IsWeekend => Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>Snow and candles from November to February.</summary>
    public bool IsWinter => Date.Month is >= 11 or <= 2;

    /// <summary>The stalls stand before Christmas only.</summary>
    public bool IsAdvent => Date.Month is 11 or 12;

    /// <summary>"Donnerstag, 3. Dezember".</summary>
    public string In(int days) => Words(Date.AddDays(days));

    /// <summary>The next such day, at least two days ahead: "Samstag, 5. Dezember".</summary>
    public string Next(DayOfWeek day) => Words(Coming(day, 2));

    /// <summary>The next working day after so many days: nobody opens a building site on a Sunday.</summary>
    public string Workday(int days)
    {
        var date = Date.AddDays(days);
        while (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            date = date.AddDays(1);
        return Words(date);
    }

    private DateOnly Coming(DayOfWeek day, int atLeast)
    {
        var date = Date.AddDays(atLeast);
        while (date.DayOfWeek != day)
            date = date.AddDays(1);
        return date;
    }

    private static string Words(DateOnly date) => date.ToString("dddd, d. MMMM", German);
}
