using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>
/// What Meta says beside its answers of how much is used, in percent: of the app's allowance in an hour (<c>X-App-Usage</c>), and of the account's
/// (<c>X-Business-Use-Case-Usage</c>), there with the minutes until access is regained. At a hundred it refuses.
/// </summary>
internal static class GraphUsage
{
    private const string OfApp = "x-app-usage", OfAccount = "x-business-use-case-usage";

    // Nobody waits a whole day without knowing why.
    private const long MostMinutes = 6 * 60;

    // At a hundred percent without a time: an hour is counted that moves on, so a part of it is soon free again.
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(10);

    private static readonly string[] Shares = ["call_count", "total_time", "total_cputime"];

    public static Answer.Heard WithWait(Answer.Heard heard) => heard.After is null && In(heard)?.Wait is { } wait ? heard with { After = wait } : heard;

    public static Usage? In(Answer.Heard heard)
    {
        var said = Lines(heard).ToList();
        if (said.Count == 0)
            return null;
        var percent = said.Max(one => Shares.Max(name => one.Number(name) ?? 0));
        var minutes = said.Max(one => one.Number("estimated_time_to_regain_access") ?? 0);
        return new Usage((int)Math.Clamp(percent, 0, 1000), minutes > 0 ? TimeSpan.FromMinutes(Math.Min(minutes, MostMinutes)) : percent >= 100 ? AWhile : null);
    }

    // {"call_count": 28, "total_time": 25, "total_cputime": 25} and {"<id of the account>": [{"type": "pages", "call_count": 100, …, "estimated_time_to_regain_access": 19}]}
    private static IEnumerable<JsonElement> Lines(Answer.Heard heard)
    {
        if (Read(heard.Header(OfApp)) is { ValueKind: JsonValueKind.Object } app)
            yield return app;
        if (Read(heard.Header(OfAccount)) is not { ValueKind: JsonValueKind.Object } accounts)
            yield break;
        foreach (var account in accounts.EnumerateObject().Where(account => account.Value.ValueKind == JsonValueKind.Array))
            foreach (var one in account.Value.EnumerateArray())
                yield return one;
    }

    private static JsonElement? Read(string header)
    {
        if (header.Length == 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(header);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
