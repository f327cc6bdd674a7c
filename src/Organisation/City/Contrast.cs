using System.Globalization;

namespace Stadtfunk.Organisation.City;

/// <summary>WCAG 2.2 contrast of two colours, and the nearest step of a colour that reaches it.</summary>
internal static class Contrast
{
    /// <summary>The city's colour carries links and labels, so the limit for text holds; it includes the 3 : 1 of borders and marks.</summary>
    public const double Text = 4.5;

    /// <summary>The least favourable grounds on which the desk and the website put the colour: a tinted page by day, a raised card by night.</summary>
    public const string LightGround = "#eef1f6";
    public const string DarkGround = "#262b35";

    public static bool IsColour(string colour) =>
        colour.Length == 7 && colour[0] == '#' && int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _);

    public static double Between(string one, string other)
    {
        var (a, b) = (Luminance(Read(one)), Luminance(Read(other)));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>The same hue, as little darker (or lighter) as it takes to be readable on the ground.</summary>
    public static string Step(string colour, string ground, bool darker)
    {
        var rgb = Read(colour);
        for (var share = 0.0; share <= 1; share += 0.02)
        {
            var mixed = Write([.. rgb.Select(part => darker ? part * (1 - share) : part + ((1 - part) * share))]);
            if (Between(mixed, ground) >= Text)
                return mixed;
        }
        return darker ? "#000000" : "#ffffff";
    }

    private static double[] Read(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + (i * 2), 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) / 255.0)];

    private static string Write(double[] rgb) =>
        "#" + string.Concat(rgb.Select(part => ((int)Math.Round(part * 255)).ToString("x2", CultureInfo.InvariantCulture)));

    private static double Luminance(double[] rgb)
    {
        var linear = rgb.Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
