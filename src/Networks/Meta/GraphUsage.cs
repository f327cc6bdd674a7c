using System.Text.Json;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>When Meta wants to be asked again: minutes until access is regained, in a header that counts how much of an account's allowance is used.</summary>
internal static class GraphUsage
{
    private const string Header = "x-business-use-case-usage";

    // Nobody waits a whole day without knowing why.
    private const long MostMinutes = 6 * 60;

    public static Answer.Heard WithWait(Answer.Heard heard) =>
        heard.After is null && Minutes(heard.Header(Header)) is { } minutes and > 0 ? heard with { After = TimeSpan.FromMinutes(Math.Min(minutes, MostMinutes)) } : heard;

    // {"<id of the account>": [{"type": "pages", "call_count": 100, …, "estimated_time_to_regain_access": 19}]}
    private static long? Minutes(string header)
    {
        if (header.Length == 0)
            return null;
        try
        {
            var usage = JsonSerializer.Deserialize<JsonElement>(header);
            return usage.ValueKind != JsonValueKind.Object ? null
                : usage.EnumerateObject().SelectMany(account => account.Value.ValueKind == JsonValueKind.Array ? [.. account.Value.EnumerateArray()] : (JsonElement[])[])
                    .Select(one => one.Number("estimated_time_to_regain_access") ?? 0).DefaultIfEmpty().Max();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
