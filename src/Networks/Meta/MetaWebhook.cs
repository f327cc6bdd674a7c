using Stadtfunk.Networks.Meta.Facebook;
using Stadtfunk.Networks.Meta.Instagram;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>One of Meta's networks at the door: signed with the secret of the city's app, made known with a word that the city enters in its dashboard.</summary>
internal sealed class MetaWebhook(string network, string name) : IHookReader
{
    private const string Scheme = "sha256=";

    public string Door => network;

    public string Name => name;

    public string Setup => "Networks.Meta.Webhook";

    public string Network => network;

    public IEnumerable<string> SecretsIn(IEnumerable<IReadOnlyDictionary<string, string>> kept) => kept.Select(one => one.GetValueOrDefault(MetaSession.AppSecret, ""));

    // Of the secret, so that nobody has to make one up and keep it; and it does not tell the secret.
    public string? WordFor(string secret) => Convert.ToHexStringLower(HookSign.Of(secret, HookSign.Utf8("Stadtfunk webhook")))[..32];

    public HookGreeting? Greet(HookCall call, string secret) =>
        call.Query("hub.mode") == "subscribe" && call.Query("hub.challenge") is { Length: > 0 and <= 200 } challenge && challenge.All(char.IsAsciiLetterOrDigit)
            && HookSign.IsWord(call.Query("hub.verify_token"), WordFor(secret)!) ? new HookGreeting(challenge, "text/plain") : null;

    public HookProof Prove(HookCall call, string secret, DateTime now)
    {
        var said = call.Header("X-Hub-Signature-256");
        return said.StartsWith(Scheme, StringComparison.Ordinal) && HookSign.IsHex(said[Scheme.Length..], HookSign.Of(secret, call.Body)) ? HookProof.Good : HookProof.Forged;
    }

    // Meta gives the messages names, not the calls.
    public string? IdIn(ReadOnlyMemory<byte> body) => null;

    // The person is named who gave or took back a permission, not the pages: all of them are asked. One app stands behind pages and what is linked to them.
    public IReadOnlyList<HookNews> Read(ReadOnlyMemory<byte> body) => HookSign.Json(body)?.Text("object") != "permissions" ? []
        : [.. (network is FacebookNetwork.Key or InstagramNetwork.Key ? [FacebookNetwork.Key, InstagramNetwork.Key] : new[] { network }).Select(one => new HookNews(HookAbout.SignIn, one, null))];
}
