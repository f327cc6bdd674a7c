using System.Text.Json;

namespace Stadtfunk.Networks.Wire;

/// <summary>What became of one HTTP call.</summary>
internal abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Name not resolved, connection refused, TLS failed: no byte of the request left the house.</summary>
    public sealed record NotSent(string Code) : Answer;

    /// <summary>The request left, and no whole answer came: reset, time-out, cut off, too large.</summary>
    public sealed record Lost(string Code) : Answer;

    /// <param name="Status">HTTP status.</param>
    /// <param name="Json">The body; null when it is not JSON.</param>
    /// <param name="After">When the server wants to be asked again; null when it does not say.</param>
    /// <param name="Clock">The server's clock (UTC); null when it does not say.</param>
    public sealed record Heard(int Status, JsonElement? Json, TimeSpan? After, DateTime? Clock) : Answer
    {
        private static readonly Dictionary<string, string> None = [];

        /// <summary>The headers in which networks say what the body does not (see <see cref="Caller"/>), names in lower case.</summary>
        public IReadOnlyDictionary<string, string> Headers { get; init; } = None;

        /// <summary>A header, "" when there is none.</summary>
        public string Header(string name) => Headers.GetValueOrDefault(name, "");

        /// <summary>There is no body at all, as with 201 and 204.</summary>
        public bool IsEmpty { get; init; }

        public bool Good => Status is >= 200 and < 300;

        /// <summary>
        /// Yes or no in the network's own words. A proxy's page, a redirect or a failure of the server is none; 408 says that it did not hear us out.
        /// A yes without a body is one, but says nothing more: what it made must stand in a header.
        /// </summary>
        public bool IsOwn => IsEmpty ? Status is 201 or 204
            : Json is { ValueKind: JsonValueKind.Object or JsonValueKind.Array } && Status is >= 200 and < 300 or >= 400 and < 500 and not 408;

        /// <summary>A text below these names, "" when there is none.</summary>
        public string Text(params ReadOnlySpan<string> path) => Json is { } json ? json.Text(path) : "";
    }

    /// <summary>For sentences and the attempts table: what went wrong in one word.</summary>
    public string Word => this switch
    {
        NotSent x => x.Code,
        Lost x => x.Code,
        Heard x => $"HTTP {x.Status}",
        _ => "",
    };
}

internal static class Reading
{
    /// <summary>Walks down names; null where something is missing or of another kind.</summary>
    public static JsonElement? At(this JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
                return null;
        return json;
    }

    public static string Text(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";

    public static long? Number(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static IEnumerable<JsonElement> Items(this JsonElement json, params ReadOnlySpan<string> path) =>
        json.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
}
