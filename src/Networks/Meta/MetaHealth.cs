using System.Text.Json;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>What Meta tells of a token and of an account's allowance.</summary>
internal static class MetaHealth
{
    /// <summary>
    /// Of these permissions those that the person has not given, or has taken back (developers.facebook.com/docs/graph-api/reference/debug_token: <c>data.scopes</c>).
    /// Null when nothing was said about them.
    /// </summary>
    public static IReadOnlyList<string>? Missing(Answer answer, IEnumerable<string> needed)
    {
        if (answer is not Answer.Heard { Good: true, Json: { } json } || json.At("data", "scopes") is not { ValueKind: JsonValueKind.Array })
            return null;
        var given = json.Items("data", "scopes").Select(scope => scope.Text()).ToHashSet();
        return [.. needed.Where(scope => !given.Contains(scope))];
    }

    public static Task<Answer> AskQuota(GraphApi api, Session session, string edge, Action<Call>? note, CancellationToken ct) =>
        api.Get(session, $"{session.AccountId}/{edge}", "fields=quota_usage%2Cconfig", $"{{account}}/{edge}", note, ct);

    // {"data": [{"quota_usage": 3, "config": {"quota_total": 100, "quota_duration": 86400}}]}
    public static Quota? QuotaIn(Answer answer)
    {
        if (answer is not Answer.Heard { Good: true, Json: { } json })
            return null;
        var said = json.Items("data").FirstOrDefault();
        return said.Number("quota_usage") is { } used and >= 0 and < int.MaxValue && said.Number("config", "quota_total") is { } total and > 0 and < int.MaxValue
            ? new Quota((int)used, (int)total, TimeSpan.FromSeconds(said.Number("config", "quota_duration") is { } window and > 0 and < 100_000_000 ? window : 86_400))
            : null;
    }
}
