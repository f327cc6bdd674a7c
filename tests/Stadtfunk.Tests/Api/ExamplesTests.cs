using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Api;

/// <summary>What the description and docs/api.md show can be sent as it stands there.</summary>
public sealed partial class ExamplesTests(ApiTown shared)
{
    [Fact]
    public async Task Every_content_that_an_operation_takes_has_an_example_that_keeps_to_its_schema()
    {
        var document = await Document(await shared.Open());
        var wrong = new List<string>();
        var seen = 0;
        foreach (var (name, _, _, body) in Operations(document))
        {
            if (body is not { } content || name == "AddPicture")
                continue;
            seen++;
            if (content.TryGetProperty("example", out var example))
                Check(document, content.GetProperty("schema"), example, name, wrong);
            else
                wrong.Add($"{name}: no example");
        }
        Assert.True(seen >= 13, $"{seen} operations take a content");
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Every_example_is_understood_by_the_program()
    {
        var town = await shared.Open();
        var picture = (await ApiTown.Json(await town.Writer.PostAsync("api/v1/media", ApiTown.Upload(town.City, Media.Samples.Png(Media.Samples.Noise(40, 30)), "Bild"))))
            .GetProperty("id").GetString()!;
        foreach (var (name, method, path, body) in Operations(await Document(town)))
        {
            if (body is not { } content || !content.TryGetProperty("example", out var example))
                continue;
            var post = (await ApiTown.Json(await town.Writer.PostAsJsonAsync("api/v1/posts", town.Draft($"Für das Beispiel {name}")))).GetProperty("id").GetString()!;
            var filled = JsonNode.Parse(example.GetRawText()
                .Replace("019ab000-0000-7000-8000-000000000001", $"{town.City}", StringComparison.Ordinal)
                .Replace("019ab000-0000-7000-8000-000000000002", $"{town.First}", StringComparison.Ordinal)
                .Replace("019ab000-0000-7000-8000-000000000003", $"{town.Second}", StringComparison.Ordinal)
                .Replace("019ab000-0000-7000-8000-000000000004", picture, StringComparison.Ordinal))!;
            if (filled["version"] is not null)
                filled["version"] = 1;
            var address = path.Replace("{id}", post, StringComparison.Ordinal).Replace("{channel}", $"{town.First}", StringComparison.Ordinal)
                .Replace("{delivery}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal);
            using var answer = await town.Writer.SendAsync(new HttpRequestMessage(new HttpMethod(method), address[1..]) { Content = JsonContent.Create(filled) });
            // The post may be in another state, the delivery made up, the step for another person; but what was sent is always understood.
            var expected = name switch { "CreatePost" => new[] { 201 }, "SavePost" or "SaveVariant" or "SubmitPost" => [200], _ => [200, 204, 403, 404, 409] };
            Assert.True(expected.Contains((int)answer.StatusCode), $"{name}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        }
    }

    [Fact]
    public async Task What_the_guide_calls_is_there_and_its_contents_are_json()
    {
        var known = Operations(await Document(await shared.Open())).Select(one => (one.Method.ToUpperInvariant(), one.Path)).ToList();
        var guide = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "api.md"));
        var calls = Call().Matches(guide);
        Assert.True(calls.Count >= 8, $"{calls.Count} calls");
        foreach (Match call in calls)
        {
            var line = call.Value;
            var method = line.Contains(" -d ", StringComparison.Ordinal) || line.Contains(" -F ", StringComparison.Ordinal) ? "POST" : "GET";
            var path = call.Groups[1].Value;
            Assert.True(known.Any(one => one.Item1 == method && Fits(one.Path, path)), $"{method} {path}");
            foreach (Match data in Data().Matches(line))
                Assert.NotNull(JsonNode.Parse(data.Groups[1].Value));
        }
        foreach (Match named in Named().Matches(guide))
            Assert.True(known.Any(one => one.Item1 == named.Groups[1].Value && Fits(one.Path, named.Groups[2].Value)), named.Value);
    }

    private static bool Fits(string pattern, string path)
    {
        var wanted = pattern.Split('/');
        var given = path.Split('?')[0].Split('/');
        return wanted.Length == given.Length && wanted.Zip(given).All(pair => pair.First == pair.Second || (pair.First[0..Math.Min(1, pair.First.Length)] == "{" && pair.Second.Length > 0));
    }

    private static async Task<JsonElement> Document(ApiTown town) => await ApiTown.Json(await town.Town.Http.GetAsync("api/openapi.json"));

    private static IEnumerable<(string Name, string Method, string Path, JsonElement? Body)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select (operation.Value.GetProperty("operationId").GetString()!, operation.Name, path.Name,
            operation.Value.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Value : (JsonElement?)null);

    /// <summary>Names, types, enums and what is required; enough to notice that an example fell behind.</summary>
    private static void Check(JsonElement document, JsonElement schema, JsonElement value, string at, List<string> wrong)
    {
        while (schema.TryGetProperty("$ref", out var reference))
            schema = reference.GetString()![2..].Split('/').Aggregate(document, (element, step) => element.GetProperty(step));
        foreach (var choice in new[] { "oneOf", "anyOf" })
            if (schema.TryGetProperty(choice, out var choices))
            {
                var tries = choices.EnumerateArray().Select(one => { var no = new List<string>(); Check(document, one, value, at, no); return no; }).ToList();
                if (tries.All(no => no.Count > 0))
                    wrong.AddRange(tries.MinBy(no => no.Count)!);
                return;
            }
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(word => word.ToString() == value.ToString()))
            wrong.Add($"{at}: {value} is none of {words}");
        var types = !schema.TryGetProperty("type", out var type) ? [] : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(one => one.GetString()).ToList() : [type.GetString()];
        var kind = value.ValueKind switch
        {
            JsonValueKind.Object => "object", JsonValueKind.Array => "array", JsonValueKind.String => "string", JsonValueKind.Null => "null",
            JsonValueKind.Number => "integer", _ => "boolean",
        };
        if (types.Count > 0 && !types.Contains(kind) && !(kind == "integer" && types.Contains("number")))
            wrong.Add($"{at}: is {kind}, not {string.Join(" or ", types)}");
        if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
            foreach (var (place, item) in value.EnumerateArray().Index())
                Check(document, items, item, $"{at}[{place}]", wrong);
        if (value.ValueKind != JsonValueKind.Object || !schema.TryGetProperty("properties", out var properties))
            return;
        foreach (var property in value.EnumerateObject())
            if (properties.TryGetProperty(property.Name, out var inner))
                Check(document, inner, property.Value, $"{at}.{property.Name}", wrong);
            else
                wrong.Add($"{at}.{property.Name}: there is no such property");
        if (schema.TryGetProperty("required", out var required))
            wrong.AddRange(required.EnumerateArray().Where(one => !value.TryGetProperty(one.GetString()!, out _)).Select(one => $"{at}.{one}: is required"));
    }

    [GeneratedRegex(@"^curl [^\n]*?\$HOST(/api/\S*)(?:[^\n]*\\\n)*[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex(@"-d '(\{[^']*\})'")]
    private static partial Regex Data();

    [GeneratedRegex(@"`(GET|POST|PUT) (/api/v1/[^`\s]+)`")]
    private static partial Regex Named();
}
