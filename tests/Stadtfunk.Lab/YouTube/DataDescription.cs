using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Described;

namespace Stadtfunk.Lab.YouTube;

/// <summary>Google's discovery document of the Data API v3. The pieces of an upload belong to the protocol of resumable uploads, which it only names.</summary>
internal sealed class DataDescription(AccountBook accounts) : IDescription
{
    private const string Root = "/google/";
    private readonly JsonElement whole = Published.Read("YouTube", "youtube.v3.json");

    public string Network => YouTubeNetwork.Name;

    public async Task<DescribedCall?> Of(HttpContext context)
    {
        var request = context.Request;
        var path = request.Path.Value!;
        if (!path.StartsWith($"{Root}youtube/", StringComparison.Ordinal) && !path.StartsWith($"{Root}upload/", StringComparison.Ordinal)) return null;
        if (request.Query.ContainsKey("upload_id")) return null;
        var (account, name) = (accounts.ByToken(Network, Operation.BearerOf(context))?.Account ?? "", $"{request.Method} {path[(Root.Length - 1)..]}");
        var found = whole.GetProperty("methods").EnumerateObject().FirstOrDefault(one => one.Value.GetProperty("httpMethod").ValueEquals(request.Method)
            && path == (path.StartsWith($"{Root}upload/", StringComparison.Ordinal) ? $"{Root.TrimEnd('/')}{Upload(one.Value)}" : Root + one.Value.GetProperty("path").GetString()));
        if (found.Value.ValueKind == JsonValueKind.Undefined) return new DescribedCall(name, account, "Method not found.", null) { IsUnknown = true };
        var method = found.Value;
        // What comes back may lack what has to be written.
        var (asked, answered) = (Schema($"youtube.{found.Name}"), Schema(""));
        return new DescribedCall(found.Name, account, InQuery(asked, method, request.Query) ?? Kind(method, request) ?? await InBody(asked, method, request),
            method.TryGetProperty("response", out var response) ? answer => answered.Fault(response, answer, "") : null);
    }

    public IResult Refuse(DescribedCall call) => call.IsUnknown ? YouTubeReply.No(404, "notFound", call.Fault!) : YouTubeReply.Invalid("badRequest", $"Invalid value: {call.Fault}.");

    private Schema Schema(string method) => new(name => whole.GetProperty("schemas").GetProperty(name), (schema, field) =>
        schema.GetProperty("properties").GetProperty(field) is var one && one.TryGetProperty("annotations", out var notes) && notes.GetProperty("required").EnumerateArray().Any(name => name.ValueEquals(method)));

    private static string? Upload(JsonElement method) =>
        method.TryGetProperty("mediaUpload", out var upload) ? upload.GetProperty("protocols").GetProperty("simple").GetProperty("path").GetString() : null;

    private string? InQuery(Schema schema, JsonElement method, IQueryCollection query)
    {
        var (own, all) = (method.GetProperty("parameters"), whole.GetProperty("parameters"));
        foreach (var (name, words) in query)
        {
            if (!own.TryGetProperty(name, out var described) && !all.TryGetProperty(name, out described)) return $"{name} is not known";
            if (words.Count > 1 && !described.TryGetProperty("repeated", out _)) return $"{name} stands there twice";
            foreach (var word in words)
                if (schema.Fault(described, schema.Read(described, word ?? ""), name) is { } fault) return fault;
        }
        var missing = own.EnumerateObject().FirstOrDefault(one => one.Value.TryGetProperty("required", out var needed) && needed.GetBoolean() && query[one.Name].ToString().Length == 0);
        return missing.Value.ValueKind == JsonValueKind.Undefined ? null : $"{missing.Name} is missing";
    }

    /// <summary>What kind of file is uploaded.</summary>
    private static string? Kind(JsonElement method, HttpRequest request)
    {
        if (Upload(method) is null) return null;
        var kind = (string?)request.Query["uploadType"] switch
        {
            "media" => request.ContentType,
            "resumable" => request.Headers["X-Upload-Content-Type"].ToString(),
            "multipart" => null,
            _ => "no uploadType",
        };
        var taken = method.GetProperty("mediaUpload").GetProperty("accept").EnumerateArray().Select(one => one.GetString()!).ToList();
        return kind is null || (MediaTypeHeaderValue.TryParse(kind, out var type) && taken.Exists(one => type.IsSubsetOf(new MediaTypeHeaderValue(one)))) ? null
            : $"an upload of {kind} is not taken, only {string.Join(", ", taken)}";
    }

    private static async Task<string?> InBody(Schema schema, JsonElement method, HttpRequest request)
    {
        if (!method.TryGetProperty("request", out var described)) return null;
        var body = request.Query["uploadType"] == "multipart" ? await First(request) : await Published.Json(request);
        return body.ValueKind == JsonValueKind.Undefined ? "the body is no JSON" : schema.Fault(described, body, "");
    }

    private static async Task<JsonElement> First(HttpRequest request)
    {
        request.EnableBuffering();
        try
        {
            return await Extras.Related(request) is [var about, ..] ? JsonSerializer.Deserialize<JsonElement>(about) : default;
        }
        catch (JsonException)
        {
            return default;
        }
        finally
        {
            request.Body.Position = 0;
        }
    }
}
