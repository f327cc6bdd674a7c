using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Stadtfunk.App.Api;

public partial class ApiPage : ComponentBase
{
    private const string Csp = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    [Parameter, EditorRequired]
    public OpenApiDocument Document { get; set; } = default!;

    private IEnumerable<IGrouping<string, Operation>> Groups => Document.Paths
        .SelectMany(path => (path.Value.Operations ?? []).Select(operation => new Operation(operation.Key.Method, path.Key, operation.Value)))
        .GroupBy(operation => operation.Says.Tags?.FirstOrDefault()?.Name ?? "");

    internal static async Task<RazorComponentResult<ApiPage>> Show(
        [FromKeyedServices(ApiDocument.Name)] IOpenApiDocumentProvider documents, HttpResponse response, CancellationToken ct)
    {
        response.Headers.ContentSecurityPolicy = Csp;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        return new RazorComponentResult<ApiPage>(new { Document = await documents.GetOpenApiDocumentAsync(ct) });
    }

    private static IOpenApiSchema? Good(string status, IOpenApiResponse answer) => status[0] == '2' ? answer.Content?.Values.FirstOrDefault()?.Schema : null;

    private static string TypeOf(IOpenApiSchema? schema) => schema switch
    {
        null => "",
        OpenApiSchemaReference shape => shape.Reference.Id ?? "",
        { Items: { } items } => $"list of {TypeOf(items)}",
        { OneOf: { Count: > 0 } one } => string.Join(" or ", one.Select(TypeOf)),
        { Enum: { Count: > 0 } values } => string.Join(" | ", values.Select(value => value?.ToString())),
        { AdditionalProperties: { } values } => $"object of {TypeOf(values)}",
        _ => $"{schema.Type?.ToString().ToLowerInvariant()}{(schema.Format is { } format ? $" ({format})" : "")}",
    };

    private static RenderFragment Link(IOpenApiSchema schema) => builder =>
    {
        var shape = schema as OpenApiSchemaReference ?? schema.Items as OpenApiSchemaReference;
        if (shape?.Reference.Id is not { } id)
        {
            builder.AddContent(0, TypeOf(schema));
            return;
        }
        builder.OpenElement(1, "a");
        builder.AddAttribute(2, "href", $"#shape-{id}");
        builder.AddContent(3, TypeOf(schema));
        builder.CloseElement();
    };

    private static RenderFragment Fields(IOpenApiSchema schema) => builder =>
    {
        foreach (var (name, field) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            builder.OpenElement(0, "div");
            builder.OpenElement(1, "dt");
            builder.OpenElement(2, "code");
            builder.AddContent(3, name);
            builder.CloseElement();
            builder.AddContent(4, " ");
            builder.AddContent(5, Link(field));
            builder.CloseElement();
            builder.OpenElement(6, "dd");
            builder.AddContent(7, field is OpenApiSchemaReference ? null : field.Description);
            builder.CloseElement();
            builder.CloseElement();
        }
    };

    private sealed record Operation(string Method, string Path, OpenApiOperation Says)
    {
        public string Id => Says.OperationId ?? $"{Method}{Path}";
    }
}
