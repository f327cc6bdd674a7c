using System.Diagnostics;
using System.Text.Json;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.App.Api;

/// <summary>Gives every refusal under /api a body: problem details in the caller's language, never a stack trace.</summary>
internal sealed class ApiProblems(RequestDelegate next, Words words, ILogger<ApiProblems> log)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (BadHttpRequestException bad) when (!http.Response.HasStarted)
        {
            Forget(http.Response);
            await Say(http, bad.StatusCode, Place(bad) is { } place ? words["Kernel.Problem.BadJson.Detail", place] : null);
            return;
        }
        catch (Exception away) when (!http.Response.HasStarted && Outage.OfDatabase(away))
        {
            Log.DatabaseAway(log, http.Request.Method, Route(http), away);
            Forget(http.Response);
            http.Response.Headers.RetryAfter = "5";
            await Say(http, StatusCodes.Status503ServiceUnavailable, null);
            return;
        }
        catch (Exception bug) when (!http.Response.HasStarted)
        {
            Log.Broken(log, http.Request.Method, Route(http), Number(http), bug);
            Forget(http.Response);
            await Say(http, StatusCodes.Status500InternalServerError, null);
            return;
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
            await Say(http, http.Response.StatusCode, null);
    }

    private Task Say(HttpContext http, int status, string? detail)
    {
        var name = Name(status);
        var argument = status switch
        {
            StatusCodes.Status405MethodNotAllowed => http.Response.Headers.Allow.ToString(),
            StatusCodes.Status429TooManyRequests => http.Response.Headers.RetryAfter.ToString(),
            StatusCodes.Status500InternalServerError => Number(http),
            _ => "",
        };
        detail ??= words[status == StatusCodes.Status403Forbidden ? "Kernel.Forbidden" : $"Kernel.Problem.{name}.Detail", argument];
        return Results.Problem(
            statusCode: status, title: words[$"Kernel.Problem.{name}"], detail: detail,
            extensions: new Dictionary<string, object?> { ["errors"] = new[] { new ProblemSentence(null, $"Kernel.Problem.{name}", detail) } }).ExecuteAsync(http);
    }

    // What was half said goes; what the gates said (budget, caching) stays.
    private static void Forget(HttpResponse response)
    {
        response.ContentType = null;
        response.ContentLength = null;
        response.Headers.Location = default;
    }

    private static string Name(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Unauthorized",
        StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status404NotFound => "NotFound",
        StatusCodes.Status405MethodNotAllowed => "MethodNotAllowed",
        StatusCodes.Status413PayloadTooLarge => "TooLarge",
        StatusCodes.Status415UnsupportedMediaType => "UnsupportedType",
        StatusCodes.Status429TooManyRequests => "TooMany",
        StatusCodes.Status503ServiceUnavailable => "Unavailable",
        >= 500 => "Bug",
        _ => "BadRequest",
    };

    private static string? Place(BadHttpRequestException bad) =>
        bad.InnerException is JsonException json ? json.Path is { Length: > 1 } path ? path : $"1:{json.BytePositionInLine + 1}" : null;

    private static string Number(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    // The route, not the address: nothing that somebody typed.
    private static string Route(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
}
