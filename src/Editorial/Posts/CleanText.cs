using System.Globalization;
using System.Text;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

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
        if (Signs.OnlyInvisible(text))
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
            if (Signs.TurnsDirection(rune))
                turned = true;
            else if (rune.Value == '\t')
                clean.Append(' ');
            else if (rune.Value == '\n' || !(Rune.IsControl(rune) || IsNoCharacter(rune)))
                clean.Append(rune.ToString());
        if (turned)
            notices.Add(Refusal.Invalid("Editorial.DirectionRemoved").On(field));
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsNoCharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
