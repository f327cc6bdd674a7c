using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Stadtfunk.Tests.Api;

public sealed partial class DocumentTests(ApiTown shared)
{
    [Fact]
    public async Task The_document_is_openapi_3_1_and_every_reference_leads_somewhere()
    {
        var document = await Read(await shared.Open());
        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString());
        foreach (var required in new[] { "title", "version" })
            Assert.NotEmpty(document.GetProperty("info").GetProperty(required).GetString()!);
        foreach (Match reference in Reference().Matches(document.GetRawText()))
        {
            var at = document;
            foreach (var step in reference.Groups[1].Value.Split('/'))
                Assert.True(at.TryGetProperty(step, out at), reference.Value);
        }
        var scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("token");
        Assert.Equal("bearer", scheme.GetProperty("scheme").GetString());
        Assert.True(document.GetProperty("security")[0].TryGetProperty("token", out _));
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_its_path_parameters_and_its_refusals()
    {
        var document = await Read(await shared.Open());
        var wrong = new List<string>();
        var ids = new HashSet<string>();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var operation in path.Value.EnumerateObject())
            {
                var name = $"{operation.Name} {path.Name}";
                var parameters = operation.Value.TryGetProperty("parameters", out var given) ? given.EnumerateArray().ToList() : [];
                var inPath = parameters.Where(one => one.GetProperty("in").GetString() == "path").Select(one => one.GetProperty("name").GetString());
                if (!Placeholder().Matches(path.Name).Select(match => match.Groups[1].Value).Order().SequenceEqual(inPath.Order()!))
                    wrong.Add($"{name}: path parameters");
                if (!ids.Add(operation.Value.GetProperty("operationId").GetString()!))
                    wrong.Add($"{name}: operationId is not its own");
                if (!operation.Value.TryGetProperty("summary", out _))
                    wrong.Add($"{name}: no summary");
                if (parameters.Any(one => !one.TryGetProperty("description", out _)))
                    wrong.Add($"{name}: a parameter says nothing about itself");
                if ((operation.Name == "post") != parameters.Any(one => one.GetProperty("name").GetString() == "Idempotency-Key"))
                    wrong.Add($"{name}: Idempotency-Key");
                var answers = operation.Value.GetProperty("responses").EnumerateObject().ToDictionary(answer => answer.Name, answer => answer.Value);
                if (!answers.Keys.Any(status => status[0] == '2') || !answers.ContainsKey("401") || !answers.ContainsKey("429"))
                    wrong.Add($"{name}: answers {string.Join(' ', answers.Keys)}");
                foreach (var (status, answer) in answers)
                    if (status[0] is '4' or '5' && !answer.GetProperty("content").TryGetProperty("application/problem+json", out _))
                        wrong.Add($"{name}: {status} is no problem");
            }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_a_client_needs_for_the_main_job_is_there()
    {
        var paths = (await Read(await shared.Open())).GetProperty("paths");
        foreach (var (method, path) in new[]
        {
            ("post", "/api/v1/media"), ("get", "/api/v1/me"), ("get", "/api/v1/units"), ("get", "/api/v1/channels"), ("get", "/api/v1/posts"), ("post", "/api/v1/posts"),
            ("get", "/api/v1/posts/{id}"), ("put", "/api/v1/posts/{id}"), ("put", "/api/v1/posts/{id}/variants/{channel}"), ("post", "/api/v1/posts/{id}/submit"),
            ("post", "/api/v1/posts/{id}/approve"), ("post", "/api/v1/posts/{id}/release"), ("post", "/api/v1/posts/{id}/withdraw"),
            ("get", "/api/v1/posts/{post}/deliveries"), ("get", "/api/v1/deliveries/{delivery}/attempts"), ("post", "/api/v1/deliveries/{delivery}/answer"),
        })
            Assert.True(paths.TryGetProperty(path, out var there) && there.TryGetProperty(method, out _), $"{method} {path}");
    }

    [Fact]
    public async Task Ids_are_uuids_and_enums_words()
    {
        var schemas = (await Read(await shared.Open())).GetProperty("components").GetProperty("schemas");
        var post = schemas.GetProperty("PostAnswer").GetProperty("properties");
        Assert.Equal("uuid", post.GetProperty("id").GetProperty("format").GetString());
        Assert.Contains("partlyPublished", schemas.GetProperty("PostState").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(JsonValueKind.Array, schemas.GetProperty("Problem").GetProperty("required").ValueKind);
        Assert.True(schemas.GetProperty("PostBody").GetProperty("properties").GetProperty("due").TryGetProperty("description", out _));
    }

    [Fact]
    public async Task The_page_for_people_has_every_operation_and_takes_nothing_from_elsewhere()
    {
        var town = await shared.Open();
        var document = await Read(town);
        using var answer = await town.Town.Http.GetAsync("api");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var operation in document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()))
            Assert.Contains($"id=\"{operation.Value.GetProperty("operationId").GetString()}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", page, StringComparison.OrdinalIgnoreCase);
        foreach (Match sheet in Sheet().Matches(page))
        {
            Assert.StartsWith("/", sheet.Groups[1].Value);
            Assert.Equal(HttpStatusCode.OK, (await town.Town.Http.GetAsync(sheet.Groups[1].Value)).StatusCode);
        }
        foreach (Match anchor in Anchor().Matches(page))
            Assert.Contains($"id=\"{anchor.Groups[1].Value}\"", page, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Read(ApiTown town) => await ApiTown.Json(await town.Town.Http.GetAsync("api/openapi.json"));

    [GeneratedRegex("\"\\$ref\":\\s*\"#/([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex Sheet();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Anchor();
}
