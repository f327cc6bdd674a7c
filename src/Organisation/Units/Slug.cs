using System.Globalization;
using System.Text;

namespace Stadtfunk.Organisation.Units;

/// <summary>The part of an address that stands for a unit: "Museum für Naturkunde" becomes "museum-fuer-naturkunde".</summary>
internal static class Slug
{
    public const int Length = 60;

    public static string From(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.ToLowerInvariant().Replace("ä", "ae").Replace("ö", "oe").Replace("ü", "ue").Replace("ß", "ss").Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
                slug.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        if (slug.Length > Length)
            slug.Length = Length;
        var cut = slug.ToString().Trim('-');
        return cut.Length > 0 ? cut : "einheit";
    }

    public static bool IsGood(string slug) => slug.Length <= Length && From(slug) == slug;
}
