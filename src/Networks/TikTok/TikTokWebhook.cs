using System.Globalization;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.TikTok;

/// <summary>TikTok at the door: <c>TikTok-Signature: t=…,s=…</c>, over the time and the body, with the client secret of the city's app.</summary>
internal sealed class TikTokWebhook : IHookReader
{
    // Each repetition of TikTok's is signed anew; clocks differ by less.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    public string Door => "tiktok";

    public string Name => "TikTok";

    public string Setup => "Networks.TikTok.Webhook";

    public string Network => "tiktok";

    public IEnumerable<string> SecretsIn(IEnumerable<IReadOnlyDictionary<string, string>> kept) => kept.Select(one => one.GetValueOrDefault(TikTokApi.ClientSecret, ""));

    public string? WordFor(string secret) => null;

    public HookGreeting? Greet(HookCall call, string secret) => null;

    public HookProof Prove(HookCall call, string secret, DateTime now)
    {
        var parts = call.Header("TikTok-Signature").Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => part[1]);
        if (parts["t"].FirstOrDefault() is not { } at || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 100_000_000_000)
            return HookProof.Forged;
        var right = HookSign.Of(secret, HookSign.Utf8($"{at}."), call.Body);
        if (!parts["s"].Any(said => HookSign.IsHex(said, right)))
            return HookProof.Forged;
        return (now - DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime).Duration() <= Window ? HookProof.Good : HookProof.Stale;
    }

    public string? IdIn(ReadOnlyMemory<byte> body) => null;

    // TikTok for Developers, "Webhook Events": what belongs to the event is JSON in a text.
    public IReadOnlyList<HookNews> Read(ReadOnlyMemory<byte> body)
    {
        if (HookSign.Json(body) is not { } json || json.Text("user_openid") is not { Length: > 0 } account)
            return [];
        var (happened, ticket) = (json.Text("event"), HookSign.Json(HookSign.Utf8(json.Text("content")))?.Text("publish_id"));
        return happened == "authorization.removed" ? [new HookNews(HookAbout.SignIn, Network, account)]
            : happened.StartsWith("post.publish.", StringComparison.Ordinal) || happened.StartsWith("video.", StringComparison.Ordinal)
                ? [new HookNews(HookAbout.Post, Network, account, ticket is { Length: > 0 } ? ticket : null)]
            : [];
    }
}
