namespace Stadtfunk.Lab.TikTok;

/// <summary>TikTok's envelope: data beside an error, whose code is "ok" for a yes.</summary>
internal static class TikTokReply
{
    public static IResult Ok(object data) => Results.Json(new { data, error = new { code = "ok", message = "", log_id = LogId } });

    public static IResult Invalid(string message) => No(400, "invalid_params", message);

    public static IResult No(int status, string code, string message = "In TikTok's words.") => Results.Text(Body(code, message), "application/json", statusCode: status);

    public static string Body(string code, string message = "In TikTok's words.") =>
        $$$"""{"data":{},"error":{"code":"{{{code}}}","message":"{{{message}}}","log_id":"{{{LogId}}}"}}""";

    private const string LogId = "202611300000000000000000000000000F";
}
