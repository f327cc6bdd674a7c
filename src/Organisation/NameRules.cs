using System.Text;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Organisation;

/// <summary>
/// What every name has to be, whatever it names: feeds and network names carry it, and XML knows no control characters; people choose by it, so it must be
/// seen, and be what it is read as.
/// </summary>
internal static class NameRules
{
    /// <summary>Null, or why the name cannot be taken.</summary>
    public static Refusal? Unreadable(string name, string field = "name") =>
        !name.EnumerateRunes().All(IsReadable) ? Refusal.Invalid("Organisation.NameUnreadable").On(field)
        : name.EnumerateRunes().Any(Signs.TurnsDirection) ? Refusal.Invalid("Organisation.NameTurned").On(field)
        : Signs.OnlyInvisible(name) ? Refusal.Invalid("Organisation.NameInvisible").On(field)
        : null;

    // Half a character counts as the replacement character.
    private static bool IsReadable(Rune one) => !Rune.IsControl(one) && one.Value is not (0xFFFD or 0xFFFE or 0xFFFF);
}
