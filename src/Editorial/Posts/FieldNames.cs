using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Brings the field of a refusal to the control on the page that it is about.</summary>
internal static class FieldNames
{
    /// <summary>"pictures[0].alt" is the control "post-pictures-0-alt"; nothing is the whole form.</summary>
    public static string IdOf(string? field) => field switch
    {
        null => "",
        "channels" or "comment" or "reason" or "unit" => "",
        "pictures" => "post-pictures",
        "due" => "post-day",
        _ when field.StartsWith("variants[", StringComparison.Ordinal) => "post-own-text",
        _ => "post-" + field.Replace("[", "-", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '-'),
    };

    public static string? ErrorOf(this IReadOnlyList<Refusal> refusals, string field, Words words) =>
        refusals.FirstOrDefault(refusal => refusal.Field == field) is { } refusal ? words.Of(refusal) : null;
}
