using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Networks;

/// <summary>
/// Bluesky's published lexicons (bluesky-social/atproto, MIT or Apache-2.0), as far as our records use them. A field that is not described is no part of a record, and
/// neither is what refers to a lexicon that does not lie here.
/// </summary>
internal static class Lexicon
{
    private static readonly Dictionary<string, JsonElement> All = Directory.GetFiles(Path.Combine(SourceTree.Root, "tests/Stadtfunk.Tests/Networks/Lexicons"), "*.json")
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file)));

    private static readonly Dictionary<string, Regex> Formats = new()
    {
        ["datetime"] = new(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"), ["uri"] = new(@"^[a-z][a-z0-9+.-]*:\S{1,8000}$"), ["did"] = new(@"^did:[a-z]+:[A-Za-z0-9._:%-]+$"),
        ["language"] = new("^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$"),
    };

    /// <summary>Null when the record is one of this lexicon.</summary>
    public static string? Fault(string lexicon, JsonElement record) =>
        Text(record, "$type") == lexicon ? Of(Def(lexicon, lexicon).Shape.GetProperty("record"), record, lexicon, "record") : $"it says that it is {Text(record, "$type")}";

    private static string? Of(JsonElement shape, JsonElement value, string here, string at) => Text(shape, "type") switch
    {
        "ref" => Def(Text(shape, "ref")!, here) is var (target, home) ? Of(target, value, home, at) : null,
        "union" => OfUnion(shape, value, here, at),
        "object" => value.ValueKind == JsonValueKind.Object ? OfFields(shape, value, here, at) : $"{at} is no object",
        "array" => value.ValueKind != JsonValueKind.Array ? $"{at} is no list"
            : Number(shape, "maxLength") < value.GetArrayLength() ? $"{at} has {value.GetArrayLength()} entries"
            : value.EnumerateArray().Select((one, place) => Of(shape.GetProperty("items"), one, here, $"{at}[{place}]")).FirstOrDefault(fault => fault is not null),
        "string" => value.ValueKind == JsonValueKind.String ? OfText(shape, value.GetString()!, at) : $"{at} is no text",
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && !(number < Number(shape, "minimum")) ? null : $"{at} is no such number",
        "blob" => OfBlob(shape, value, at),
        var other => throw new InvalidOperationException($"Of {at} the lexicon says {other}."),
    };

    private static string? OfFields(JsonElement shape, JsonElement value, string here, string at)
    {
        var fields = shape.GetProperty("properties");
        foreach (var field in value.EnumerateObject().Where(field => field.Name != "$type"))
            if (!fields.TryGetProperty(field.Name, out var own)) return $"{at}.{field.Name} is not known";
            else if (Of(own, field.Value, here, $"{at}.{field.Name}") is { } fault) return fault;
        return shape.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(one => one.GetString()!).Where(one => !value.TryGetProperty(one, out _)).Select(one => $"{at}.{one} is missing").FirstOrDefault() : null;
    }

    private static string? OfUnion(JsonElement shape, JsonElement value, string here, string at)
    {
        var said = Text(value, "$type") ?? "";
        var known = shape.GetProperty("refs").EnumerateArray().Select(one => Full(one.GetString()!, here));
        return known.Contains(said) && Def(said, here) is var (target, home) ? Of(target, value, home, at) : $"{at} may not be {said}";
    }

    private static string? OfText(JsonElement shape, string text, string at) =>
        Number(shape, "maxLength") < Encoding.UTF8.GetByteCount(text) ? $"{at} is too long in bytes"
        : Number(shape, "maxGraphemes") < new StringInfo(text).LengthInTextElements ? $"{at} is too long"
        : Text(shape, "format") is { } format && !Formats[format].IsMatch(text) ? $"{at} is no {format}"
        : null;

    private static string? OfBlob(JsonElement shape, JsonElement value, string at) =>
        Text(value, "$type") != "blob" || value.GetProperty("ref").GetProperty("$link").ValueKind != JsonValueKind.String ? $"{at} is no blob"
        : Number(shape, "maxSize") < value.GetProperty("size").GetInt64() ? $"{at} is too large"
        : shape.GetProperty("accept").EnumerateArray().Any(one => Regex.IsMatch(Text(value, "mimeType")!, "^" + Regex.Escape(one.GetString()!).Replace(@"\*", ".*") + "$")) ? null
        : $"{at} may not be {Text(value, "mimeType")}";

    private static string Full(string name, string here) => name.StartsWith('#') ? here + name : name;

    private static (JsonElement Shape, string Home) Def(string name, string here)
    {
        var parts = Full(name, here).Split('#');
        return (All[parts[0]].GetProperty("defs").GetProperty(parts.Length > 1 ? parts[1] : "main"), parts[0]);
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static long? Number(JsonElement json, string name) => json.TryGetProperty(name, out var number) ? number.GetInt64() : null;
}
