using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Stadtfunk.Kernel.Http;

namespace Stadtfunk.App.Api;

/// <summary>What every operation has beyond what its endpoint says: the key of a POST, the refusals, an example.</summary>
internal static class ApiOperation
{
    private static readonly (int Status, string Words)[] Always =
    [
        (401, "No token, or one that is unknown, revoked or expired."),
        (403, "The person or the token may not do this."),
        (429, "Too many requests; see Retry-After."),
        (500, "An error on our side; nothing was changed."),
        (503, "A part that is needed is away for now; see Retry-After."),
    ];

    private static readonly (int Status, string Words)[] Writes =
    [
        (400, "The content cannot be read as the expected JSON."),
        (404, "There is no such thing, or the token may not know of it."),
        (409, "The state does not allow it, or somebody changed it in the meantime."),
        (413, "The content is too large."),
        (415, "The content is not JSON."),
        (422, "The content is not acceptable; every sentence is in errors."),
    ];

    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Description ??= ApiExamples.Parameters.GetValueOrDefault(parameter.Name ?? "");
            if (parameter.Schema is OpenApiSchema schema
                && context.Description.ParameterDescriptions.FirstOrDefault(one => one.Name == parameter.Name)?.Type is { } type && ApiDocument.IsId(type))
                schema.Format = "uuid";
        }
        if (context.Description.HttpMethod == "POST")
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotentPosts.Header,
                In = ParameterLocation.Header,
                Description = "A word of your own for this one request, for example a UUID: the same request with the same key is carried out once.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
                Example = "7d0c6f0e-2f7e-4a43-9a5b-0d9f4f0a8f11",
            });
        }
        if (operation.OperationId == "AddPicture")
            operation.RequestBody = Upload();
        foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            if (ApiExamples.Of(operation.OperationId) is { } example)
                content.Example = example;
        return Task.CompletedTask;
    }

    /// <summary>Refusals refer to the one schema, so this comes when the document has it.</summary>
    public static void Refuses(OpenApiOperation operation, IOpenApiSchema problem)
    {
        operation.Responses ??= [];
        var changes = operation.RequestBody is not null || operation.Parameters?.Any(parameter => parameter.Name == IdempotentPosts.Header) == true;
        var byId = operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true;
        foreach (var (status, words) in changes ? [.. Always, .. Writes] : byId ? [.. Always, Writes[1]] : Always)
            operation.Responses.TryAdd($"{status}", new OpenApiResponse { Description = words });
        foreach (var (status, response) in operation.Responses)
            if (status[0] is '4' or '5' && response is OpenApiResponse refusal)
                refusal.Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = problem } };
    }

    private static OpenApiRequestBody Upload() => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["multipart/form-data"] = new()
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "unit", "file" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["unit"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid", Description = "Whose picture it is." },
                        ["alt"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Suggested alt text; a post has its own." },
                        ["credit"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "For example “Presseamt / L. Mertens”." },
                        ["file"] = new OpenApiSchema
                        {
                            Type = JsonSchemaType.String, Format = "binary", Description = "JPEG, PNG, WebP or GIF, at most 50 MB. Comes last.",
                        },
                    },
                },
            },
        },
    };
}
