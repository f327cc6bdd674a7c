using System.Text.Json.Nodes;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on a real PDS; all calls after the sign-in go through a proxy that can spoil them.</summary>
internal sealed class BlueskyStage(House house, Session session, BlueskyPeer peer, BlueskyAccount account, FaultProxy proxy) : Stage(house, session)
{
    public override string Key => "bluesky";

    public BlueskyPeer Peer => peer;

    public BlueskyAccount Account => account;

    public FaultProxy Proxy => proxy;

    public static readonly KeyValuePair<string, string?>[] Settings = [new("Http:AllowPrivate:0", "127.0.0.1"), new("Http:AllowPrivate:1", "localhost")];

    public static async Task<BlueskyStage> Open(Peers peers)
    {
        var peer = await peers.Bluesky(TestContext.Current.CancellationToken);
        var account = await peer.Account(TestContext.Current.CancellationToken);
        var house = await House.Open(settings: Settings);
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("bluesky")!.WithFields(Fields(peer, account), default));
        var proxy = await FaultProxy.Start(peer.Url);
        var secrets = new Dictionary<string, string>(good.Session.Secrets) { ["pds"] = proxy.Url.AbsoluteUri };
        return new BlueskyStage(house, good.Session with { Server = proxy.Url, Secrets = secrets }, peer, account, proxy);
    }

    public static Dictionary<string, string> Fields(BlueskyPeer peer, BlueskyAccount account) =>
        new() { ["server"] = peer.Url.AbsoluteUri, ["handle"] = "@" + account.Handle, ["password"] = account.AppPassword };

    public override async Task<IReadOnlyList<SeenPost>> Seen() => [.. (await peer.Posts(account.Did, default)).Select(Read)];

    public override Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        var path = spot switch { Spot.Upload => "uploadBlob", Spot.Publish => "putRecord", Spot.LookUp => "getRecord", _ => "" };
        proxy.Spoil(new ProxyFault(path, after, trouble switch
        {
            Trouble.Error => FaultProxy.Say(500, """{"error":"InternalServerError","message":"Internal Server Error"}"""),
            Trouble.Reset => FaultProxy.Reset,
            Trouble.Html => FaultProxy.Say(200, "<!doctype html><title>Wartung</title>", "text/html"),
            Trouble.Huge => FaultProxy.Flood,
            Trouble.CutOff => FaultProxy.CutOff,
            Trouble.Hang => FaultProxy.Hang,
            Trouble.TooMany => FaultProxy.Say(429, TooMany, headers: [("ratelimit-reset", $"{new DateTimeOffset(House.Now).ToUnixTimeSeconds() + 30}"), ("Date", House.Now.ToString("R"))]),
            Trouble.TooManyWithoutTime => FaultProxy.Say(429, TooMany),
            Trouble.TokenExpired => FaultProxy.Say(400, """{"error":"ExpiredToken","message":"Token has expired"}"""),
            Trouble.ErrorInside => FaultProxy.Say(200, """{"error":"InternalServerError","message":"Internal Server Error"}"""),
            Trouble.OtherTypes => FaultProxy.Say(200, """{"uri":{"value":"at://"},"cid":{"value":"bafy"},"did":{"value":"did:plc:"},"handle":7,"active":"true","value":[],"blob":"bafy"}"""),
            Trouble.Redirect => FaultProxy.Redirect,
            _ => throw new ArgumentOutOfRangeException(nameof(trouble)),
        }));
        return Task.CompletedTask;
    }

    public override Task<int> SpoiledCalls() => Task.FromResult(proxy.Spoiled);

    public override Task Mend()
    {
        proxy.Mend();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await base.DisposeAsync();
    }

    private const string TooMany = """{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}""";

    private static SeenPost Read(JsonNode record)
    {
        var value = record["value"]!;
        return new SeenPost((string)record["uri"]!, (string)value["text"]!, (string?)value["embed"]?["external"]?["uri"], (string)value["langs"]![0]!,
            [.. (value["embed"]?["images"] as JsonArray ?? []).Select(image => (string)image!["alt"]!)]);
    }
}
