using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stadtfunk.Lab.Described;

/// <summary>
/// Holds a value to a schema, as far as the three descriptions use JSON Schema. Stricter than that in one thing: a field that is not described is not taken, for a
/// description says what there is. Null is no value of any type.
/// </summary>
/// <param name="find">A schema by the name behind "$ref".</param>
/// <param name="required">Whether this field of this schema has to be there.</param>
internal sealed class Schema(Func<string, JsonElement> find, Func<JsonElement, string, bool> required)
{
    /// <summary>Null when it fits; else where and why it does not.</summary>
    public string? Fault(JsonElement schema, JsonElement value, string at)
    {
        if (Word(schema, "$ref") is { } name) return Fault(find(name), value, at);
        if (schema.TryGetProperty("anyOf", out var options)) return OneOf(options, value, at);
        if (schema.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value)))
            return $"{at} has to be one of {string.Join(", ", choices.EnumerateArray())}";
        return Word(schema, "type") switch
        {
            "object" => value.ValueKind == JsonValueKind.Object ? OfFields(schema, value, at) : Wrong(at, "an object"),
            "array" => value.ValueKind == JsonValueKind.Array ? OfItems(schema, value, at) : Wrong(at, "a list"),
            "string" => value.ValueKind == JsonValueKind.String ? OfText(schema, value.GetString()!, at) : Wrong(at, "a text"),
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _) ? OfNumber(schema, value.GetDecimal(), at) : Wrong(at, "a whole number"),
            "number" => value.ValueKind == JsonValueKind.Number ? OfNumber(schema, value.GetDecimal(), at) : Wrong(at, "a number"),
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Wrong(at, "true or false"),
            var other => throw new InvalidOperationException($"The description of {at} says \"{other}\"."),
        };
    }

    /// <summary>As a word of an address or a form: numbers and flags are written out, everything else is a text, or JSON where an object or a list is wanted.</summary>
    public JsonElement Read(JsonElement schema, string word)
    {
        if (Word(schema, "$ref") is { } name) return Read(find(name), word);
        if (schema.TryGetProperty("anyOf", out var options))
            return options.EnumerateArray().Select(one => (JsonElement?)Read(one, word)).FirstOrDefault(read => read!.Value.ValueKind != JsonValueKind.String) ?? JsonSerializer.SerializeToElement(word);
        try
        {
            return Word(schema, "type") switch
            {
                "integer" when long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToElement(number),
                "number" when decimal.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToElement(number),
                "boolean" when word is "true" or "false" => JsonSerializer.SerializeToElement(word == "true"),
                "object" or "array" => JsonSerializer.Deserialize<JsonElement>(word),
                _ => JsonSerializer.SerializeToElement(word),
            };
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(word);
        }
    }

    private string? OneOf(JsonElement options, JsonElement value, string at)
    {
        var faults = options.EnumerateArray().Select(option => Fault(option, value, at)).ToList();
        // Where several kinds are possible, the one that comes nearest tells most.
        return faults.Contains(null) ? null : faults.MaxBy(fault => fault!.Count(sign => sign == '.'));
    }

    private string? OfFields(JsonElement schema, JsonElement value, string at)
    {
        var described = schema.TryGetProperty("properties", out var properties);
        foreach (var field in value.EnumerateObject())
        {
            var place = at.Length == 0 ? field.Name : $"{at}.{field.Name}";
            if (described && properties.TryGetProperty(field.Name, out var own))
            {
                if (Fault(own, field.Value, place) is { } fault) return fault;
            }
            else if (!schema.TryGetProperty("additionalProperties", out var others) || others.ValueKind != JsonValueKind.Object) return $"{place} is not known";
            else if (Fault(others, field.Value, place) is { } fault) return fault;
        }
        if (!described) return null;
        var missing = properties.EnumerateObject().FirstOrDefault(one => required(schema, one.Name) && !value.TryGetProperty(one.Name, out _));
        return missing.Value.ValueKind == JsonValueKind.Undefined ? null : $"{(at.Length == 0 ? "" : $"{at}.")}{missing.Name} is missing";
    }

    private string? OfItems(JsonElement schema, JsonElement value, string at) =>
        value.EnumerateArray().Select((item, place) => Fault(schema.GetProperty("items"), item, $"{at}[{place}]")).FirstOrDefault(fault => fault is not null);

    private static string? OfText(JsonElement schema, string text, string at)
    {
        if (Word(schema, "pattern") is { } pattern && !Regex.IsMatch(text, pattern)) return $"{at} does not look like {pattern}";
        return Word(schema, "format") switch
        {
            "int64" when !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => Wrong(at, "a whole number in a text"),
            "uint64" when !ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) => Wrong(at, "a whole number in a text"),
            "date-time" when !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => Wrong(at, "a date and time"),
            _ => null,
        };
    }

    // Google writes the bounds as texts.
    private static string? OfNumber(JsonElement schema, decimal number, string at) =>
        Bound(schema, "minimum") is { } least && number < least ? $"{at} has to be at least {least}"
        : Bound(schema, "maximum") is { } most && number > most ? $"{at} may be {most} at most"
        : null;

    private static decimal? Bound(JsonElement schema, string name) => schema.TryGetProperty(name, out var bound) ? decimal.Parse(bound.ToString(), CultureInfo.InvariantCulture) : null;

    private static string Wrong(string at, string what) => $"{(at.Length == 0 ? "it" : at)} has to be {what}";

    private static string? Word(JsonElement schema, string name) => schema.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
}
