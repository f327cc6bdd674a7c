namespace Stadtfunk.Lab.X;

/// <summary>X's ways of saying no: a problem, with or without a list of errors.</summary>
internal static class XReply
{
    private const string Problems = "https://api.twitter.com/2/problems/";

    public static readonly IResult Unauthorized = Problem(401, "about:blank", "Unauthorized", "Unauthorized");

    public static readonly IResult NotPermitted = Forbidden("You are not permitted to perform this action.");

    public static IResult Forbidden(string detail) => Problem(403, "about:blank", "Forbidden", detail);

    public static IResult TooMany => Problem(429, "about:blank", "Too Many Requests", "Too Many Requests");

    /// <summary>A post that is asked for by its id and is not there: still a 200.</summary>
    public static IResult NotFound(string id) => Results.Json(new { errors = new[] { Missing(id) } });

    public static IResult NothingToDelete(string id) => Problem(404, Problems + "resource-not-found", "Not Found Error", $"Could not find tweet with id: [{id}].");

    public static IResult Invalid(string message) => Results.Json(new
    {
        errors = new[] { new { message } }, title = "Invalid Request", detail = "One or more parameters to your request was invalid.", type = Problems + "invalid-request",
    }, statusCode: 400);

    private static object Missing(string id) => new
    {
        value = id, detail = $"Could not find tweet with id: [{id}].", title = "Not Found Error", resource_type = "tweet", parameter = "id",
        resource_id = id, type = Problems + "resource-not-found",
    };

    private static IResult Problem(int status, string type, string title, string detail) => Results.Json(new { title, type, status, detail }, statusCode: status);
}
