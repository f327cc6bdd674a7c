using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;

namespace Stadtfunk.App.Api;

/// <summary>An address that no endpoint took: 415 when only the kind of content did not fit, 405 when it exists for other methods, otherwise 404. <see cref="ApiProblems"/> adds the sentence.</summary>
internal static class NothingHere
{
    public static Task Answer(HttpContext http, EndpointDataSource endpoints)
    {
        var methods = endpoints.Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => IsApi(endpoint.RoutePattern) && Matches(endpoint.RoutePattern, http.Request.Path))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
            .Distinct().Order().ToList();
        http.Response.StatusCode = methods.Contains(http.Request.Method) ? StatusCodes.Status415UnsupportedMediaType
            : methods.Count > 0 ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
        if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            http.Response.Headers.Allow = string.Join(", ", methods);
        return Task.CompletedTask;
    }

    private static bool IsApi(RoutePattern pattern) => pattern.RawText?.TrimStart('/').StartsWith("api", StringComparison.OrdinalIgnoreCase) == true;

    private static bool Matches(RoutePattern pattern, PathString path) =>
        new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, []);
}
