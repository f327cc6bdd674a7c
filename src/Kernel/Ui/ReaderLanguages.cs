using System.Globalization;

namespace Stadtfunk.Kernel.Ui;

/// <summary>
/// The two languages of desk, pages and mails. English is the one of Europe: the day before the month and 24 hours, because "3/4/2027, 4:00" would be
/// another day and another half of it for most who read it here.
/// </summary>
public static class ReaderLanguages
{
    public static readonly CultureInfo German = CultureInfo.ReadOnly(new CultureInfo("de"));
    public static readonly CultureInfo English = CultureInfo.ReadOnly(new CultureInfo("en")
    {
        DateTimeFormat = (DateTimeFormatInfo)CultureInfo.GetCultureInfo("en-GB").DateTimeFormat.Clone(),
        NumberFormat = (NumberFormatInfo)CultureInfo.GetCultureInfo("en-GB").NumberFormat.Clone(),
    });

    /// <param name="name">For example "de"; what is neither German nor English is read as German.</param>
    public static CultureInfo Of(string name) => name.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English : German;

    /// <summary>"27. März 2027".</summary>
    public static string Words(DateOnly day, CultureInfo language) => day.ToString(IsGerman(language) ? "d. MMMM yyyy" : "d MMMM yyyy", language);

    /// <summary>"27. März 2027, 02:30".</summary>
    public static string Words(DateTime local, CultureInfo language) => local.ToString(IsGerman(language) ? "d. MMMM yyyy, HH:mm" : "d MMMM yyyy, HH:mm", language);

    private static bool IsGerman(CultureInfo language) => language.TwoLetterISOLanguageName == "de";
}
