using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Http;

namespace Stadtfunk.App.Api;

/// <summary>What all rooms' endpoints under /api/v1 have in common: how they read and write JSON, refuse, count, repeat, and are described.</summary>
internal static class ApiModule
{
    public const string Root = "/api";
    public const string V1 = "/api/v1";

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        });
        // So that the sentence can say where the content is wrong, in production as well.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.BindSettings<ApiSettings>("Api");
        services.AddSingleton<ApiBudget>();
        services.AddSingleton<XmlWords>();
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure);
    }

    /// <summary>Before authentication, after languages: every refusal below it becomes a problem with a sentence.</summary>
    public static void UseApiProblems(this WebApplication app) => app.UseWhen(IsApi, api => api.UseMiddleware<ApiProblems>());

    /// <summary>After authorisation.</summary>
    public static void UseApi(this WebApplication app) => app.UseWhen(IsV1, api =>
    {
        api.Use(OnlyWithToken);
        api.UseMiddleware<ApiBudgetGate>();
        api.UseMiddleware<IdempotentPosts>();
    });

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/api/openapi.json").AllowAnonymous();
        routes.MapGet(Root, ApiPage.Show).AllowAnonymous().ExcludeFromDescription();
        // Before the website's own "nothing here", which speaks HTML.
        routes.Map("/api/{**path}", NothingHere.Answer).ExcludeFromDescription().WithOrder(int.MaxValue - 1);
    }

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments(Root);

    private static bool IsV1(HttpContext http) => http.Request.Path.StartsWithSegments(V1);

    // Also for what forgot to ask for it, and for addresses that do not exist: strangers learn nothing here.
    private static Task OnlyWithToken(HttpContext http, RequestDelegate next)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (http.User.Identity?.IsAuthenticated != true)
            return http.ChallengeAsync();
        // An upload has its own, larger limit.
        if (http.GetEndpoint()?.Metadata.GetMetadata<AnswerKeptAfterwards>() is null && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = IdempotentPosts.MaxContent;
        return next(http);
    }
}

/// <summary>Settings <c>Api:ReadsPerMinute</c> and <c>Api:WritesPerMinute</c>, per token and process.</summary>
internal sealed class ApiSettings
{
    [Range(1, int.MaxValue)]
    public int ReadsPerMinute { get; set; } = 1200;

    [Range(1, int.MaxValue)]
    public int WritesPerMinute { get; set; } = 300;
}
