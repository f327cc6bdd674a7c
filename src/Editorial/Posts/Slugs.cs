using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Addresses that people can read: <c>2026/11/erster-schnee-k3v9</c>.</summary>
internal static class Slugs
{
    // Without letters that are taken for each other, and without vowels that make words.
    private const string Letters = "23456789bcdfghjkmnpqrstvwxz";

    public static string NewCode() => RandomNumberGenerator.GetString(Letters, 4);

    /// <param name="local">The day in the city under which the post is filed.</param>
    public static string Of(string title, string code, DateTime local) =>
        string.Create(CultureInfo.InvariantCulture, $"{local:yyyy}/{local:MM}/{Words(title, 60, "beitrag")}-{code}");

    /// <param name="otherwise">When nothing of the text can stand in an address.</param>
    public static string Words(string text, int most, string otherwise)
    {
        var slug = new StringBuilder();
        foreach (var rune in Spelled(text).Normalize(NormalizationForm.FormD).EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) && rune.IsAscii)
                slug.Append((char)Rune.ToLowerInvariant(rune).Value);
            else if (slug.Length > 0 && slug[^1] != '-' && Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
                slug.Append('-');
        var words = slug.ToString().Trim('-');
        if (words.Length > most)
            words = words[..(words.LastIndexOf('-', most) is > 0 and var end ? end : most)];
        return words.Length > 0 ? words : otherwise;
    }

    private static string Spelled(string text) => text
        .Replace("ä", "ae", StringComparison.OrdinalIgnoreCase).Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
        .Replace("ü", "ue", StringComparison.OrdinalIgnoreCase).Replace("ß", "ss", StringComparison.Ordinal);
}
