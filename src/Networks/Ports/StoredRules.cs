using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Stadtfunk.Networks.Ports;

/// <summary>
/// A channel's own rules as they are kept: JSON, written when its account was connected or last asked. What there was no rule for then holds as it does on its
/// network; what was written to be without a limit stays so.
/// </summary>
internal static class StoredRules
{
    // Rules are read far more often than they change.
    private const int MostKnown = 1000;
    private static readonly ConcurrentDictionary<(string Written, Rules Usual), Rules> Known = new();

    // Numbers or names for enums: both have been written.
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <param name="usual">Of the network.</param>
    public static Rules Read(string? written, Rules usual)
    {
        if (written is not { Length: > 0 })
            return usual;
        if (Known.Count > MostKnown)
            Known.Clear();
        return Known.GetOrAdd((written, usual), one => Completed(one.Written, one.Usual));
    }

    private static Rules Completed(string written, Rules usual)
    {
        try
        {
            if (JsonNode.Parse(written) is not JsonObject own || JsonSerializer.SerializeToNode(usual, Format) is not JsonObject whole)
                return usual;
            Complete(own, whole);
            return own.Deserialize<Rules>(Format) ?? usual;
        }
        catch (Exception unreadable) when (unreadable is JsonException or ArgumentException)
        {
            // The network's own rules are the safer ones.
            return usual;
        }
    }

    private static void Complete(JsonObject own, JsonObject whole)
    {
        foreach (var (name, value) in whole)
            if (!own.TryGetPropertyValue(name, out var kept))
                own[name] = value?.DeepClone();
            else if (kept is JsonObject inside && value is JsonObject wholeInside)
                Complete(inside, wholeInside);
    }
}
