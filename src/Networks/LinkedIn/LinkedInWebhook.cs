using System.Text.Json;
using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.LinkedIn;

/// <summary>LinkedIn at the door. It asks every two hours whether we still know the client secret, and wants the answer within three seconds.</summary>
internal sealed class LinkedInWebhook : IWebhook
{
    private const int LongestId = 100;

    public string Door => LinkedInNetwork.Key;

    public string Name => LinkedInNetwork.Name;

    public string Setup => "Networks.LinkedIn.Webhook";

    public string Network => LinkedInNetwork.Key;

    public bool AsksUnnamed => true;

    public IEnumerable<string> SecretsIn(IEnumerable<IReadOnlyDictionary<string, string>> kept) => kept.Select(one => one.GetValueOrDefault(LinkedInApi.ClientSecret, ""));

    public string? WordFor(string secret) => null;

    public HookGreeting? Greet(HookCall call, string secret) => call.Query("challengeCode") is var code && HookSign.IsQuestion(code)
        ? new HookGreeting(
            new JsonObject { ["challengeCode"] = code, ["challengeResponse"] = Convert.ToHexStringLower(HookSign.Of(secret, HookSign.Utf8(code))) }.ToJsonString(), "application/json")
        : null;

    public HookProof Prove(HookCall call, string secret, DateTime now) =>
        HookSign.IsHex(call.Header("X-LI-Signature"), HookSign.Of(secret, HookSign.Utf8("hmacsha256="), call.Body)) ? HookProof.Good : HookProof.Forged;

    public string? IdIn(ReadOnlyMemory<byte> body)
    {
        if (HookSign.Json(body) is not { } json)
            return null;
        var ids = json.Items("notifications").Append(json).Select(one => one.At("notificationId")).OfType<JsonElement>()
            .Select(one => one.ValueKind is JsonValueKind.String or JsonValueKind.Number ? one.ToString() : "").Where(id => id.Length > 0).ToList();
        return string.Join(',', ids) is { Length: > 0 and <= LongestId } id ? id : null;
    }
}
