using System.Text.Json;

namespace Stadtfunk.Lab.YouTube;

/// <summary>YouTube's ways of saying no: the reason tells more than the status.</summary>
internal static class YouTubeReply
{
    public static readonly IResult InvalidToken = No(401, "authError", "Invalid Credentials");

    public static readonly IResult Quota = No(403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota.");

    public static readonly IResult Rights = No(403, "insufficientPermissions", "Request had insufficient authentication scopes.");

    public static readonly IResult VideoGone = No(404, "videoNotFound", "The video that you are trying to update cannot be found.");

    public static IResult Invalid(string reason, string message) => No(400, reason, message);

    public static IResult No(int status, string reason, string message) => Results.Text(Body(status, reason, message), "application/json", statusCode: status);

    public static string Body(int status, string reason, string message) =>
        JsonSerializer.Serialize(new { error = new { code = status, message, errors = new[] { new { message, domain = "youtube", reason } } } });
}
