using System.Globalization;

namespace Stadtfunk.App;

/// <summary>The language of the console: that of who runs the program, as the scripts have it. German where the environment says so, otherwise English.</summary>
internal static class ConsoleWords
{
    public static bool German { get; } =
        new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(name => !string.IsNullOrEmpty(name))?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>For dates and numbers.</summary>
    public static CultureInfo Culture { get; } = CultureInfo.GetCultureInfo(German ? "de-DE" : "en-GB");

    public static string Of(string german, string english) => German ? german : english;
}
