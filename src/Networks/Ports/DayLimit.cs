namespace Stadtfunk.Networks.Ports;

/// <summary>How much a network takes in a day of which no answer of it tells: counted by us, out of what was really sent.</summary>
/// <param name="Posts">So many.</param>
public sealed record DayLimit(int Posts)
{
    /// <summary>Only posts in this form (<see cref="PostForm.Key"/>); null: all.</summary>
    public string? Form { get; init; }

    /// <summary>Which call counts, as the attempts table names it; null: the one that publishes.</summary>
    public string? Call { get; init; }

    /// <summary>Where the day ends at midnight, as an IANA time zone; null: any 24 hours.</summary>
    public string? Zone { get; init; }

    /// <summary>Only what was left there as a draft, as long as nobody has finished it.</summary>
    public bool Drafts { get; init; }

    /// <summary>Only posts that go there as a draft because nobody has chosen who may see them (true), or only the others (false); null: whichever way they go.</summary>
    public bool? AsDraft { get; init; }

    /// <summary>About so many, and the network says itself when it takes no more: it is told ahead, and nothing is held back for it.</summary>
    public bool Approximate { get; init; }

    /// <summary>Not an account's, but the city's app's: all its channels have it together.</summary>
    public bool OfApp { get; init; }

    /// <summary>Is it about a post in this form, of which this was chosen?</summary>
    public bool Concerns(string? form, Terms? terms) => (Form is null || Form == form) && (AsDraft is not { } way || way == (terms?.Audience is null or "" or Terms.AsDraft));

    /// <summary>When the day that holds this moment began, UTC.</summary>
    public DateTime Begins(DateTime at)
    {
        if (Zone is null)
            return at.AddDays(-1);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        return TimeZoneInfo.ConvertTimeToUtc(TimeZoneInfo.ConvertTimeFromUtc(at, zone).Date, zone);
    }

    /// <summary>When the next one begins, UTC; null where a day is any 24 hours.</summary>
    public DateTime? Ends(DateTime at)
    {
        if (Zone is null)
            return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        return TimeZoneInfo.ConvertTimeToUtc(TimeZoneInfo.ConvertTimeFromUtc(at, zone).Date.AddDays(1), zone);
    }
}
