using System.Text.Json;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Described;

namespace Stadtfunk.Lab.WhatsApp;

/// <summary>Meta's OpenAPI document of the Cloud API. Its paths differ in nothing but the kind of id: the account's own is that of a number, any other that of a medium.</summary>
internal sealed class CloudDescription(AccountBook accounts) : IDescription
{
    private readonly JsonElement whole = Published.Read("WhatsApp", "business-messaging.json");

    public string Network => "whatsapp";

    public Task<DescribedCall?> Of(HttpContext context) => Task.FromResult(Call(context));

    public IResult Refuse(DescribedCall call) => call.IsUnknown ? WhatsAppStandIn.Bad(400, 2500, "Unknown path components") : WhatsAppStandIn.Bad(400, 100, $"(#100) Invalid parameter: {call.Fault}");

    private DescribedCall? Call(HttpContext context)
    {
        var request = context.Request;
        if (request.Path.Value!.Split('/') is not ["", "whatsapp", not "files", ..] parts) return null;
        var account = accounts.ByToken(Network, Operation.BearerOf(context))?.Account ?? "";
        var schema = new Schema(name => whole.GetProperty("schemas").GetProperty(name.Split('/')[^1]), (one, field) => one.TryGetProperty("required", out var needed) && needed.EnumerateArray().Any(name => name.ValueEquals(field)));
        if (parts is not [_, _, var version, var id] || !HttpMethods.IsGet(request.Method)) return new DescribedCall($"{request.Method} {request.Path}", account, "there is no such path", null) { IsUnknown = true };
        var name = id == account ? "GET /{Version}/{Phone-Number-ID}" : "GET /{Version}/{Media-ID}";
        var method = whole.GetProperty("paths").GetProperty(name);
        return new DescribedCall(name, account, Fault(schema, method.GetProperty("parameters"), request.Query, version, id), answer => schema.Fault(method.GetProperty("response"), answer, ""));
    }

    private static string? Fault(Schema schema, JsonElement parameters, IQueryCollection query, string version, string id)
    {
        var described = parameters.EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString()!);
        var said = query.ToDictionary(one => one.Key, one => one.Value.ToString());
        foreach (var (name, one) in described)
        {
            var word = one.GetProperty("in").ValueEquals("path") ? (name == "Version" ? version : id) : said.GetValueOrDefault(name);
            if (word is null)
            {
                if (one.TryGetProperty("required", out var needed) && needed.GetBoolean()) return $"{name} is missing";
                continue;
            }
            var shape = one.GetProperty("schema");
            if (schema.Fault(shape, schema.Read(shape, word), name) is { } fault) return fault;
        }
        return said.Keys.FirstOrDefault(name => !described.TryGetValue(name, out var one) || !one.GetProperty("in").ValueEquals("query")) is { } odd ? $"{odd} is not known" : null;
    }
}
