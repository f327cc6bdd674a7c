namespace Stadtfunk.Lab.LinkedIn;

/// <summary>LinkedIn's ways of saying no.</summary>
internal static class LinkedInReply
{
    public static readonly IResult InvalidToken = No(401, "INVALID_ACCESS_TOKEN", "Invalid access token", 65600);

    public static IResult NotFound(string urn) => No(404, "NOT_FOUND", $"Entity {urn} is not found");

    public static IResult Denied(string why) => No(403, "ACCESS_DENIED", why, 100);

    public static IResult Invalid(string why, string code = "INVALID_REQUEST") => No(400, code, why);

    public static IResult Duplicate(string urn)
    {
        var message = $"Content is a duplicate of {urn}";
        var error = new { description = message, code = "DUPLICATE_POST", input = new { inputPath = new { fieldPath = "" } } };
        return Results.Json(new { message, status = 422, errorDetailType = "com.linkedin.common.error.BadRequest", errorDetails = new { inputErrors = new[] { error } } }, statusCode: 422);
    }

    public static IResult No(int status, string code, string message, int? service = null) =>
        service is { } number ? Results.Json(new { status, serviceErrorCode = number, code, message }, statusCode: status) : Results.Json(new { status, code, message }, statusCode: status);
}
