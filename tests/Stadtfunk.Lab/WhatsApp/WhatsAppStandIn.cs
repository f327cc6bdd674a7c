using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Faults;

namespace Stadtfunk.Lab.WhatsApp;

/// <param name="From">The sender's number.</param>
/// <param name="Type">"image", "document", "text" or "location".</param>
/// <param name="Caption">What is written: of a place its name.</param>
/// <param name="Media">Base64.</param>
/// <param name="Url">Said instead of the true address of the file.</param>
/// <param name="Redirect">Where the file's address leads instead of answering.</param>
/// <param name="Spoiled">One byte more than announced is handed out; it still is a picture.</param>
/// <param name="Address">Of a place.</param>
internal sealed record NewMessage(string From, string Name, string Type, string? Media, string? Caption, string? Url, string? Redirect, bool Spoiled, string? Address = null);

/// <summary>
/// WhatsApp's Cloud API below <c>whatsapp/</c>, as far as pictures come in (Meta's OpenAPI v23.0): media ids that live for seven days, addresses of files that
/// live for five minutes and want the token, too. An account of "whatsapp" is a number, its name the number's id.
/// </summary>
internal sealed class WhatsAppStandIn(AccountBook accounts, LabClock clock) : IStandIn
{
    private static readonly TimeSpan MediaLives = TimeSpan.FromDays(7), AddressLives = TimeSpan.FromMinutes(5);
    private readonly Lock gate = new();
    private readonly Dictionary<string, Kept> media = [];
    private readonly Dictionary<string, (string Media, DateTime At)> addresses = [];
    private long last = 1_003_383_421_387_256;

    private sealed record Kept(string Number, byte[] Bytes, NewMessage Message, DateTime At);

    public string Name => "whatsapp";

    public Dialect Dialect { get; } = new(
        (500, """{"error":{"message":"An unknown error occurred","type":"OAuthException","code":1,"fbtrace_id":"Lab"}}"""),
        """{"error":{"message":"(#130429) Rate limit hit","type":"OAuthException","code":130429,"fbtrace_id":"Lab"}}""",
        (401, """{"error":{"message":"Error validating access token: Session has expired","type":"OAuthException","code":190,"fbtrace_id":"Lab"}}"""),
        (400, """{"error":{"message":"Duplicate","type":"OAuthException","code":100,"fbtrace_id":"Lab"}}"""));

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/whatsapp/{version}/{id}", Object).WithMetadata(new Operation("read", Name));
        routes.MapGet("/whatsapp/files/of/{ticket}", File).WithMetadata(new Operation("file", Name));
        routes.MapPost("/lab/whatsapp/{number}/messages", Announce);
    }

    public void Reset()
    {
        lock (gate)
        {
            media.Clear();
            addresses.Clear();
        }
    }

    private IResult Object(HttpContext context, string version, string id)
    {
        if (!version.StartsWith('v')) return Bad(400, 2500, "Unknown path components");
        if (GrantOf(context) is not { } grant) return Bad(401, 190, "Invalid OAuth access token - Cannot parse access token");
        if (id == grant.Account) return Results.Json(new { id, display_phone_number = "+49 561 7870", verified_name = "Musterstadt" });
        lock (gate)
        {
            var asked = context.Request.Query["phone_number_id"].ToString();
            if (!media.TryGetValue(id, out var kept) || kept.Number != grant.Account || (asked.Length > 0 && asked != kept.Number) || kept.At + MediaLives < clock.Now)
                return Bad(400, 100, $"Unsupported get request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation");
            var ticket = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));
            addresses[ticket] = (id, clock.Now);
            var url = kept.Message.Url ?? $"{context.Request.Scheme}://{context.Request.Host}/whatsapp/files/of/{ticket}";
            return Results.Json(new
            {
                messaging_product = "whatsapp", url, mime_type = "image/jpeg", sha256 = Convert.ToHexStringLower(SHA256.HashData(kept.Bytes)), file_size = $"{kept.Bytes.Length}", id,
            });
        }
    }

    private IResult File(HttpContext context, string ticket)
    {
        if (GrantOf(context) is not { } grant) return Results.StatusCode(401);
        lock (gate)
        {
            if (!addresses.TryGetValue(ticket, out var address) || address.At + AddressLives < clock.Now || !media.TryGetValue(address.Media, out var kept) || kept.Number != grant.Account)
                return Results.StatusCode(404);
            if (kept.Message.Redirect is { } elsewhere) return Results.Redirect(elsewhere);
            return Results.Bytes(kept.Message.Spoiled ? [.. kept.Bytes, 0] : kept.Bytes, "image/jpeg");
        }
    }

    /// <summary>Somebody writes to the number: answers the body of the call that the webhook gets.</summary>
    private IResult Announce(string number, NewMessage message)
    {
        lock (gate)
        {
            var (bytes, at) = (Convert.FromBase64String(message.Media ?? ""), clock.Now);
            var id = $"{++last}";
            if (message.Media is not null) media[id] = new Kept(number, bytes, message, at);
            var said = new JsonObject
            {
                ["from"] = message.From, ["id"] = $"wamid.{Convert.ToBase64String(RandomNumberGenerator.GetBytes(30))}",
                ["timestamp"] = $"{new DateTimeOffset(at).ToUnixTimeSeconds()}", ["type"] = message.Type,
            };
            said[message.Type] = message.Type == "text" ? new JsonObject { ["body"] = message.Caption }
                : message.Type == "location" ? new JsonObject { ["latitude"] = 51.3127, ["longitude"] = 9.4797, ["name"] = message.Caption, ["address"] = message.Address }
                : new JsonObject { ["caption"] = message.Caption, ["mime_type"] = "image/jpeg", ["sha256"] = Convert.ToBase64String(SHA256.HashData(bytes)), ["id"] = id };
            var value = new JsonObject
            {
                ["messaging_product"] = "whatsapp",
                ["metadata"] = new JsonObject { ["display_phone_number"] = "495617870", ["phone_number_id"] = number },
                ["contacts"] = new JsonArray(new JsonObject { ["profile"] = new JsonObject { ["name"] = message.Name }, ["wa_id"] = message.From }),
                ["messages"] = new JsonArray(said),
            };
            var change = new JsonObject { ["value"] = value, ["field"] = "messages" };
            return Results.Text(new JsonObject
            {
                ["object"] = "whatsapp_business_account", ["entry"] = new JsonArray(new JsonObject { ["id"] = "102290129340398", ["changes"] = new JsonArray(change) }),
            }.ToJsonString(), "application/json");
        }
    }

    private Grant? GrantOf(HttpContext context) => accounts.ByToken(Name, Operation.BearerOf(context)) is { Revoked: false } grant ? grant : null;

    public static IResult Bad(int status, int code, string message) =>
        Results.Json(new { error = new { message, type = "OAuthException", code, fbtrace_id = "Lab" } }, statusCode: status);
}
