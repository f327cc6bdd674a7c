using System.Net.Http.Json;
using System.Security.Cryptography;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Media;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on the Lab's TikTok, signed in with an app of the city, and a server from which it fetches pictures. A post there is a video, or pictures.</summary>
internal sealed class TikTokStage(House house, Session session, LabProcess lab, LabAccount account, PictureHost host, bool pictures) : Stage(house, session)
{
    private static readonly Lazy<byte[]> Jpeg = new(() => Samples.Jpeg(Samples.Quarters(320, 320)));

    private readonly Dictionary<string, Dictionary<string, string>> rows = [];

    public override string Key => "tiktok";

    // A row has one upload.
    protected override Dictionary<string, string> PartsOf(string key) => rows.TryGetValue(key, out var kept) ? kept : rows[key] = [];

    protected override int LeastPictures => pictures ? 1 : 0;

    public IReadOnlyDictionary<string, string> Kept(string key) => PartsOf(key);

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    public static async Task<TikTokStage> Open(LabProcess lab, bool pictures = false, bool audited = true, object? habits = null)
    {
        var account = await lab.Account("tiktok", TestContext.Current.CancellationToken);
        if (habits is not null)
            await Behave(lab, account, habits);
        var house = await House.Open(settings: SettingsOf(lab, audited));
        var good = Assert.IsType<SignInResult.Good>(await (await AgreeFlow.At(lab, "tiktok")).SignIn(house.Get<Embassies>().SignIn("tiktok")!, account.Account));
        return new TikTokStage(house, good.Session, lab, account, await PictureHost.Open(), pictures);
    }

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab, bool audited = true) => LabSettings.TikTok(lab, audited);

    public static async Task Behave(LabProcess lab, LabAccount account, object habits) => (await lab.Http.PutAsJsonAsync($"lab/tiktok/{account.Account}", habits)).EnsureSuccessStatusCode();

    public Task Behave(object habits) => Behave(lab, account, habits);

    /// <summary>A person finishes the oldest draft in the app.</summary>
    public static async Task Finish(LabProcess lab, LabAccount account, string privacy = "public") =>
        (await lab.Http.PostAsync($"lab/tiktok/{account.Account}/finish?privacy={privacy}", null)).EnsureSuccessStatusCode();

    /// <summary>For everybody, and they may do with it what the account lets them.</summary>
    public static Terms ForEveryone { get; } = new() { Audience = "PUBLIC_TO_EVERYONE", Comments = true, Duets = true, Stitches = true };

    public override Outgoing Post(string text, Uri? link = null, int pictures = 0) =>
        (LeastPictures > 0 ? base.Post(text, link, pictures) : base.Post(text, link) with { Video = YouTubeStage.VideoOf(new MemoryStream(YouTubeStage.Small)) }) with { Terms = ForEveryone };

    /// <summary>What follows the end of a JPEG is ignored, and makes each a picture of its own.</summary>
    public override OutgoingPicture PictureOf(int number, string alt)
    {
        byte[] content = [.. Jpeg.Value, (byte)number];
        return host.Show(new OutgoingPicture(Convert.ToHexStringLower(SHA256.HashData(content)), "image/jpeg", 320, 320, content.Length, alt, null, _ => Task.FromResult<Stream>(new MemoryStream(content))));
    }

    public PictureHost Host => host;

    /// <summary>What the round asks after a while.</summary>
    public Errand Asked(Outgoing post, string key, string ticket, DateTime? intentAt = null) =>
        new(ErrandKind.Publish, key, post, Session, null, ticket, PartsOf(key), (name, value, _) => { PartsOf(key)[name] = value; return Task.CompletedTask; }, Calls.Add) { IntentAt = intentAt ?? House.Now };

    public Task<IReadOnlyList<LabEntry>> Ledger() => lab.Ledger.Of(account, default);

    public override async Task<IReadOnlyList<SeenPost>> Seen() => [.. (await Ledger()).Where(entry => entry is { Kind: "post", Visibility: "public" })
        .Select(entry => new SeenPost(entry.Id, entry.Text!, null, "", [.. entry.Pictures.Where(one => one.Type.StartsWith("image/", StringComparison.Ordinal)).Select(_ => "")]))];

    // The last piece of a video carries no token: a lost one shows where its outcome is asked for.
    public override Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        var endpoint = spot switch { Spot.Upload => "init", Spot.Publish when pictures => "post", Spot.Publish when trouble != Trouble.TokenExpired => "media", Spot.All => null, _ => "read" };
        return lab.Faults.Spoil(account, default, MastodonStage.FaultOf(trouble, endpoint, after));
    }

    /// <summary>TikTok says no at this endpoint, with this word.</summary>
    public Task Refuse(string endpoint, int status, string word) => lab.Faults.Spoil(account, default, new LabFault(LabFaultKind.Error, endpoint)
    {
        Status = status, Body = $$$"""{"data":{},"error":{"code":"{{{word}}}","message":"In TikTok's words.","log_id":"1"}}""",
    });

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);

    public override async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await base.DisposeAsync();
    }
}
