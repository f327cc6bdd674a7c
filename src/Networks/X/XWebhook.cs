using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.X;

/// <summary>X at the door. It signs with the app's consumer secret, which nobody enters when connecting a channel: it is a setting.</summary>
internal sealed class XWebhook(IOptions<XSettings> settings) : IHookReader
{
    private const string Scheme = "sha256=";

    public string Door => XNetwork.Key;

    public string Name => XNetwork.Name;

    public string Setup => "Networks.X.Webhook";

    public string Network => XNetwork.Key;

    public IEnumerable<string> SecretsIn(IEnumerable<IReadOnlyDictionary<string, string>> kept) => [settings.Value.ConsumerSecret];

    public string? WordFor(string secret) => null;

    public HookGreeting? Greet(HookCall call, string secret) => call.Query("crc_token") is var token && HookSign.IsQuestion(token)
        ? new HookGreeting(new JsonObject { ["response_token"] = Scheme + Convert.ToBase64String(HookSign.Of(secret, HookSign.Utf8(token))) }.ToJsonString(), "application/json")
        : null;

    public HookProof Prove(HookCall call, string secret, DateTime now)
    {
        var said = call.Header("x-twitter-webhooks-signature");
        return said.StartsWith(Scheme, StringComparison.Ordinal) && HookSign.IsBase64(said[Scheme.Length..], HookSign.Of(secret, call.Body)) ? HookProof.Good : HookProof.Forged;
    }

    public string? IdIn(ReadOnlyMemory<byte> body) => null;

    // X Activity API: one envelope for all events. What was posted is not read: the lookup sees for itself.
    public IReadOnlyList<HookNews> Read(ReadOnlyMemory<byte> body) =>
        HookSign.Json(body) is { } json && json.Text("data", "event_type") == "post.create" && json.Text("data", "filter", "user_id") is { Length: > 0 } account
            ? [new HookNews(HookAbout.Post, Network, account)]
            : [];
}
