using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Api;

/// <summary>The description of the API, OpenAPI 3.1, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    public const string Name = "v1";
    public const string Problem = "Problem";
    private const string Token = "token";

    public static void Configure(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = api => api.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        options.CreateSchemaReferenceId = json => IdOf(json.Type) is not null ? null : OpenApiOptions.CreateDefaultSchemaReferenceId(json);
        options.AddSchemaTransformer(Describe);
        options.AddOperationTransformer(ApiOperation.Describe);
        options.AddDocumentTransformer(Describe);
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo { Title = "Stadtfunk", Version = Name, Description = About };
        // Site-relative: the same document is right behind every address of the city.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.AddComponent(Problem, ProblemSchema());
        document.AddComponent<IOpenApiSecurityScheme>(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "sf_…",
            Description = "A token of a person, made at the desk under “My account”. It may do at most what its person may do, narrowed to the permissions chosen for it.",
        });
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] }];
        // Problem details are described once, with their sentences.
        document.Components!.Schemas!.Remove("ProblemDetails");
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations?.Values.ToList() ?? []))
            ApiOperation.Refuses(operation, new OpenApiSchemaReference(Problem, document));
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (IsId(type))
        {
            schema.Type = type == context.JsonTypeInfo.Type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Format = "uuid";
        }
        else if (type.IsEnum)
        {
            schema.Type ??= JsonSchemaType.String;
        }
        if (schema.Properties is { } properties)
            Describe(context, type, properties);
        if (type.Name.EndsWith("Body", StringComparison.Ordinal) && schema.Required is { } required)
            // What a record could not be made without in C# may be left out of JSON all the same, unless it has no meaning then.
            schema.Required = required.Where(name => !MayBeLeftOut(context.JsonTypeInfo.Properties.First(one => one.Name == name))).ToHashSet();
        return Task.CompletedTask;
    }

    private static void Describe(OpenApiSchemaTransformerContext context, Type type, IDictionary<string, IOpenApiSchema> properties)
    {
        var words = context.ApplicationServices.GetRequiredService<XmlWords>();
        foreach (var property in context.JsonTypeInfo.Properties)
            if (property.AttributeProvider is System.Reflection.MemberInfo member && properties.TryGetValue(property.Name, out var told))
                told.Description ??= words.Of(type, member.Name);
    }

    // Read from the property, because an id that may be null does not say so in its schema.
    private static bool MayBeLeftOut(JsonPropertyInfo property) =>
        property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null || property.PropertyType == typeof(bool);

    public static bool IsId(Type type) => IdOf(type) is not null;

    private static Type? IdOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsValueType: true } id
        && id.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IId<>)) ? id : null;

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A refusal (RFC 9457). Title, detail and sentences are in the language of Accept-Language (de, en).",
        Required = new HashSet<string> { "title", "status", "detail", "errors" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "All sentences together." },
            ["errors"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Required = new HashSet<string> { "code", "sentence" },
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["field"] = new OpenApiSchema { Type = JsonSchemaType.String | JsonSchemaType.Null, Description = "What it is about; null for the whole." },
                        ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Stable word, for example Editorial.AltTextMissing." },
                        ["sentence"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                },
            },
        },
        Examples = [ApiExamples.Problem()],
    };

    private static string About => string.Join("\n\n", ApiBasics.All.Select(basic => $"**{basic.Title}.** {basic.Text}").Prepend(ApiBasics.Lead));
}
