namespace Stadtfunk.Editorial.Tray;

/// <summary>"Name (address)" in its two parts, for a narrow screen: the address breaks before its @ and nowhere else.</summary>
/// <param name="Name">Empty once it was forgotten.</param>
/// <param name="Box">Of the address, before the @; empty where there is none beside a name.</param>
/// <param name="Domain">With the @.</param>
internal sealed record SenderName(string Name, string Box, string Domain)
{
    public static SenderName Of(string sender)
    {
        var from = sender.LastIndexOf(" (", StringComparison.Ordinal);
        var at = from > 0 && sender[^1] == ')' ? sender.LastIndexOf('@') : -1;
        return at > from + 2 ? new(sender[..from], sender[(from + 2)..at], sender[at..^1]) : new(sender, "", "");
    }
}
