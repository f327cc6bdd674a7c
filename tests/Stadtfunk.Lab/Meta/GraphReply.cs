using System.Globalization;
using System.Text.Json;
using Stadtfunk.Lab.Faults;

namespace Stadtfunk.Lab.Meta;

/// <summary>The answers of the Graph API: a bare object, or {"error": …} with a code, which is what counts, and nearly always 400.</summary>
internal static class GraphReply
{
    public static readonly IResult NotThere = No(100, "Unsupported request. Object does not exist, cannot be loaded due to missing permissions, or does not support this operation", 33);

    public static IResult Param(string message, int subcode = 0) => No(100, message, subcode);

    public static IResult No(int code, string message, int subcode = 0, bool transient = false, int status = 400) =>
        Results.Content(Body(code, message, subcode, transient), "application/json; charset=utf-8", null, status);

    /// <summary>Only what was asked for, and the id, which always comes.</summary>
    public static Dictionary<string, object?> Only(string? fields, Dictionary<string, object?> all)
    {
        var wanted = TopLevel(fields ?? "").Append("id").ToHashSet();
        return all.Where(field => wanted.Contains(field.Key) && field.Value is not null).ToDictionary();
    }

    public static string Time(DateTime at) => at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+0000";

    /// <summary>How Meta words what every network has to say at times. How long to wait stands in a header, in whole minutes.</summary>
    public static Dialect Dialect(int tooMany, string type) => new(
        (500, Body(2, "An unexpected error has occurred. Please retry your request later.", 0, true)),
        Body(tooMany, "There have been too many calls to this account. Wait a bit and try again.", 0, false),
        (400, Body(190, "Error validating access token: Session has expired.", 463, false)),
        (400, Body(506, "Duplicate status message", 0, false)))
    {
        Naming = (response, seconds, _) =>
        {
            response.Headers["X-Business-Use-Case-Usage"] = JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["109000000000000000"] = new[] { new { type, call_count = 100, total_cputime = 25, total_time = 25, estimated_time_to_regain_access = (seconds + 59) / 60 } },
            });
            return Body(tooMany, "There have been too many calls to this account. Wait a bit and try again.", 0, false);
        },
    };

    private static string Body(int code, string message, int subcode, bool transient) => JsonSerializer.Serialize(new
    {
        error = subcode == 0
            ? new Dictionary<string, object> { ["message"] = $"(#{code}) {message}", ["type"] = "OAuthException", ["code"] = code, ["is_transient"] = transient, ["fbtrace_id"] = "AbCdEfGhIjK" }
            : new Dictionary<string, object>
            {
                ["message"] = $"(#{code}) {message}", ["type"] = "OAuthException", ["code"] = code, ["error_subcode"] = subcode, ["is_transient"] = transient, ["fbtrace_id"] = "AbCdEfGhIjK",
            },
    });

    // "id,attachments{media_type,subattachments{media_type}}" names two.
    private static IEnumerable<string> TopLevel(string fields)
    {
        var (depth, from) = (0, 0);
        for (var i = 0; i <= fields.Length; i++)
        {
            if (i < fields.Length && fields[i] == '{') depth++;
            if (i < fields.Length && fields[i] == '}') depth--;
            if (i < fields.Length && (fields[i] != ',' || depth > 0)) continue;
            yield return fields[from..i].Split('{')[0];
            from = i + 1;
        }
    }
}
