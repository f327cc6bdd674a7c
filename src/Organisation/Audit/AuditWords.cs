using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Organisation.Audit;

/// <summary>Says in the reader's language which fields a line names, and what was chosen in them.</summary>
internal static class AuditWords
{
    /// <summary>Fields that people know by name; the others are in the file. What was taken away has no fields, but a role is part of its own key.</summary>
    public static string Of(Words words, AuditLine line) => string.Join(", ", (line is { Thing: "Organisation/Grant", Details: "" } ? "Role=" + line.About.Split(' ')[^1] : line.Details)
        .Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).Where(parts => words.Has(FieldOf(parts[0])))
        .Select(parts => words[FieldOf(parts[0])] + (parts.Length > 1 ? ": " + string.Join(" → ", parts[1].Split('>').Select(value => Value(words, line.Thing, parts[0], value))) : "")));

    public static string FieldOf(string field) => $"Organisation.Audit.Field.{field}";

    /// <summary>The key of the word for a choice; null where the log knows none.</summary>
    public static string? ChoiceOf(string thing, string field, string value) => (thing, field, value) switch
    {
        (_, _, "True" or "False") => $"Organisation.Audit.Is.{value}",
        ("Editorial/Post", "State", _) => $"Editorial.State.{value}",
        ("Editorial/Slot", "Rhythm", _) => $"Editorial.Slots.Rhythm{value}",
        ("Editorial/ApprovalRule", "By", _) => $"Editorial.Rules.By.{value}",
        ("Kernel/MailServerRow", "Security", _) => $"Organisation.MailServer.Security.{value}",
        ("Media/MailboxRow", "Security", _) => $"Organisation.MailServer.Security.{value}",
        ("Media/Picture", "Licence", _) => $"Media.Licence.{value}",
        ("Media/Picture", "Consent", _) => $"Media.Consent.{value}",
        ("Organisation/Channel", "State", _) => $"Publishing.Life.{value}",
        ("Organisation/CityRow", "Land", _) => $"Organisation.Land.{value}",
        ("Organisation/Grant", "Role", _) => $"Organisation.Role.{value}",
        ("Organisation/Person", "State", _) => $"Organisation.PersonState.{value}",
        ("Publishing/Delivery", "Kind", _) => $"Organisation.Audit.Delivery.{value}",
        ("Publishing/Delivery", "State", _) => $"Publishing.State.{value}",
        _ => null,
    };

    private static string Value(Words words, string thing, string field, string value) =>
        value.Length == 0 ? words["Organisation.Audit.Unset"] : ChoiceOf(thing, field, value) is { } key && words.Has(key) ? words[key] : value;
}
