using System.Globalization;
using System.Text;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <summary>
/// Takes out of a typed or pasted text what nobody sees and what deceives: control characters, switches of the writing direction, text
/// that consists of nothing visible. HTML stays what it is: text.
/// </summary>
internal sealed class CleanText
{
    private readonly List<Refusal> refusals = [];
    private readonly List<Refusal> notices = [];

    /// <summary>What was too long; nothing may be saved then.</summary>
    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>What was taken out, one sentence each.</summary>
    public IReadOnlyList<Refusal> Notices => notices;

    public string Line(string? raw, string field, int most) => Of(raw, field, most).ReplaceLineEndings(" ").Trim();

    /// <param name="most">In characters as people count them; a text of many code points per character may have ten times as many.</param>
    public string Of(string? raw, string field, int most)
    {
        var text = Visible(raw ?? "", field);
        if (text.Length > 0 && !text.EnumerateRunes().Any(Shows))
        {
            notices.Add(Refusal.Invalid("Editorial.OnlyInvisible").On(field));
            text = "";
        }
        var length = text.Length <= most ? text.Length : new StringInfo(text).LengthInTextElements;
        if (length > most || text.Length > 10 * most)
            refusals.Add(Refusal.Invalid("Editorial.TooLongToSave", Math.Max(length, text.Length / 10) - most, most).On(field));
        return text;
    }

    private string Visible(string raw, string field)
    {
        var clean = new StringBuilder(raw.Length);
        var turned = false;
        foreach (var rune in raw.ReplaceLineEndings("\n").EnumerateRunes())
            if (TurnsDirection(rune))
                turned = true;
            else if (rune.Value == '\t')
                clean.Append(' ');
            else if (rune.Value == '\n' || !(Rune.IsControl(rune) || IsNoCharacter(rune)))
                clean.Append(rune.ToString());
        if (turned)
            notices.Add(Refusal.Invalid("Editorial.DirectionRemoved").On(field));
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool TurnsDirection(Rune rune) => rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069;

    private static bool IsNoCharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    // U+2800 is an empty Braille cell, U+3164 and U+115F/1160 are empty Hangul letters: categories call them visible.
    private static bool Shows(Rune rune) => rune.Value is not (0x2800 or 0x3164 or 0x115F or 0x1160 or 0xFFA0) && Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherNotAssigned);
}
