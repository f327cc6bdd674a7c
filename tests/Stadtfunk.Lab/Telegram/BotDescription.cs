using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Described;

namespace Stadtfunk.Lab.Telegram;

/// <summary>The Bot API as it is published: methods with fields of types. Its own notation is turned into JSON Schema here.</summary>
internal sealed class BotDescription : IDescription
{
    private readonly Dictionary<string, (JsonElement Fields, JsonElement Returns)> methods = [];
    private readonly Dictionary<string, JsonElement> types;
    private readonly AccountBook accounts;
    private readonly Schema schema;

    public BotDescription(AccountBook accounts)
    {
        this.accounts = accounts;
        var whole = Published.Read("Telegram", "bot-api.json");
        types = whole.GetProperty("types").EnumerateObject().ToDictionary(one => one.Name, one => JsonSerializer.SerializeToElement(TypeOf(one.Value)));
        foreach (var method in whole.GetProperty("methods").EnumerateObject())
            methods[method.Name] = (JsonSerializer.SerializeToElement(Fields(method.Value.GetProperty("fields"))), JsonSerializer.SerializeToElement(AnyOf(method.Value.GetProperty("returns"))));
        schema = new Schema(name => types[name], (one, field) => one.TryGetProperty("required", out var needed) && needed.EnumerateArray().Any(name => name.ValueEquals(field)));
    }

    public string Network => TelegramNetwork.Name;

    public async Task<DescribedCall?> Of(HttpContext context)
    {
        if (context.Request.Path.Value!.Split('/') is not ["", ['b', 'o', 't', .. var token], var name]) return null;
        var account = accounts.ByToken(Network, token)?.Account ?? "";
        if (!methods.TryGetValue(name, out var method)) return new DescribedCall(name, account, "there is no such method", null) { IsUnknown = true };
        return new DescribedCall(name, account, await Fault(context.Request, method.Fields), answer => answer.GetProperty("ok").ValueKind == JsonValueKind.True
            ? schema.Fault(method.Returns, answer.GetProperty("result"), "result") : "ok has to be true");
    }

    public IResult Refuse(DescribedCall call) => call.IsUnknown ? Reply.No(404, "Not Found") : Reply.Bad(call.Fault!);

    /// <summary>In the address, in a form or as JSON: in a form, lists and objects are written as JSON, and files are parts of their own or attached to a text.</summary>
    private async Task<string?> Fault(HttpRequest request, JsonElement fields)
    {
        var said = new JsonObject();
        var words = request.Query.SelectMany(one => one.Value.Select(word => (one.Key, Word: word ?? ""))).ToList();
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(CancellationToken.None);
            words.AddRange(form.SelectMany(one => one.Value.Select(word => (one.Key, Word: word ?? ""))));
            var attached = string.Join(' ', words.Select(one => one.Word));
            words.AddRange(form.Files.Where(file => !attached.Contains($"attach://{file.Name}", StringComparison.Ordinal)).Select(file => (file.Name, Word: "file")));
        }
        else if (request.ContentLength > 0)
        {
            if (!request.HasJsonContentType() || await Published.Json(request) is not { ValueKind: JsonValueKind.Object } json) return "can't parse the request";
            foreach (var field in json.EnumerateObject()) said[field.Name] = JsonSerializer.SerializeToNode(field.Value);
        }
        foreach (var (name, word) in words)
            said[name] = JsonSerializer.SerializeToNode(fields.GetProperty("properties").TryGetProperty(name, out var field) ? schema.Read(field, word) : JsonSerializer.SerializeToElement(word));
        return schema.Fault(fields, JsonSerializer.SerializeToElement(said), "");
    }

    private static JsonObject TypeOf(JsonElement type) => type.TryGetProperty("subtypes", out var options)
        ? new JsonObject { ["anyOf"] = new JsonArray([.. options.EnumerateArray().Select(one => (JsonNode)new JsonObject { ["$ref"] = one.GetString() })]) }
        : Fields(type.GetProperty("fields"));

    private static JsonObject Fields(JsonElement fields) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(fields.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, (JsonNode?)FieldOf(field.Value)))),
        ["required"] = new JsonArray([.. fields.EnumerateObject().Where(field => field.Value.TryGetProperty("required", out _)).Select(field => (JsonNode)field.Name)]),
    };

    private static JsonObject FieldOf(JsonElement field)
    {
        var one = AnyOf(field.GetProperty("types"));
        if (field.TryGetProperty("enum", out var choices)) one["enum"] = JsonSerializer.SerializeToNode(choices);
        return one;
    }

    private static JsonObject AnyOf(JsonElement names) => names.GetArrayLength() == 1 ? Kind(names[0].GetString()!)
        : new JsonObject { ["anyOf"] = new JsonArray([.. names.EnumerateArray().Select(name => (JsonNode)Kind(name.GetString()!))]) };

    private static JsonObject Kind(string name) => name switch
    {
        "Integer" => new JsonObject { ["type"] = "integer" },
        "Float" => new JsonObject { ["type"] = "number" },
        "Boolean" => new JsonObject { ["type"] = "boolean" },
        "String" or "InputFile" => new JsonObject { ["type"] = "string" },
        _ when name.StartsWith("Array of ", StringComparison.Ordinal) => new JsonObject { ["type"] = "array", ["items"] = Kind(name["Array of ".Length..]) },
        _ => new JsonObject { ["$ref"] = name },
    };
}
