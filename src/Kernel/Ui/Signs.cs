using System.Globalization;
using System.Text;

namespace Stadtfunk.Kernel.Ui;

/// <summary>Which characters are seen, and which make others be read as something else.</summary>
public static class Signs
{
    /// <summary>Switches of the writing direction.</summary>
    public static bool TurnsDirection(Rune rune) => rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;

    // U+2800 is an empty Braille cell, U+3164 and U+115F/1160 are empty Hangul letters: categories call them visible.
    public static bool Shows(Rune rune) => rune.Value is not (0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0) && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned);

    /// <summary>Something is written there, and none of it can be seen.</summary>
    public static bool OnlyInvisible(string text) => text.Length > 0 && !text.EnumerateRunes().Any(Shows);
}
