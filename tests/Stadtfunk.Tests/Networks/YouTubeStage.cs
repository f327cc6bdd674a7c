using System.Net.Http.Json;
using System.Security.Cryptography;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new channel on the Lab's YouTube, signed in with a project of the city. Every post there is a video.</summary>
internal sealed class YouTubeStage(House house, Session session, LabProcess lab, LabAccount account) : Stage(house, session)
{
    public const string Subtitles = "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nGuten Tag.\n";

    private readonly Dictionary<string, Dictionary<string, string>> rows = [];

    public override string Key => "youtube";

    // A row has one video.
    protected override Dictionary<string, string> PartsOf(string key) => rows.TryGetValue(key, out var kept) ? kept : rows[key] = [];

    public IReadOnlyDictionary<string, string> Kept(string key) => PartsOf(key);

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    public static async Task<YouTubeStage> Open(LabProcess lab, string playlist = "", object? habits = null)
    {
        var account = await lab.Account("youtube", TestContext.Current.CancellationToken);
        if (habits is not null)
            await Behave(lab, account, habits);
        var house = await House.Open(settings: SettingsOf(lab));
        var signIn = house.Get<Embassies>().SignIn("youtube")!;
        var good = Assert.IsType<SignInResult.Good>(await (await AgreeFlow.At(lab, "youtube")).SignIn(signIn, account.Account, [new("playlist", playlist)]));
        return new YouTubeStage(house, good.Session, lab, account);
    }

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) => LabSettings.YouTube(lab);

    public static async Task Behave(LabProcess lab, LabAccount account, object habits) => (await lab.Http.PutAsJsonAsync($"lab/youtube/{account.Account}", habits)).EnsureSuccessStatusCode();

    public Task Behave(object habits) => Behave(lab, account, habits);

    public override Outgoing Post(string text, Uri? link = null, int pictures = 0) => base.Post(text, link) with { Video = VideoOf(new MemoryStream(Small)) };

    // The head of an MP4 is all that is looked at.
    public static byte[] Small => [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 2, 0, .. "isomavc1"u8, .. new byte[5000]];

    public static OutgoingVideo VideoOf(MemoryStream content) => VideoOf(
        Convert.ToHexStringLower(SHA256.HashData(content.ToArray())), content.Length, _ => Task.FromResult<Stream>(new MemoryStream(content.ToArray())));

    public static OutgoingVideo VideoOf(string name, long bytes, Func<CancellationToken, Task<Stream>> open) => new(name, "video/mp4", 1280, 720, TimeSpan.FromSeconds(90), bytes, "Der Bürgermeister grüßt", open)
    {
        Poster = Picture(1, "Der Bürgermeister grüßt"), Subtitles = new OutgoingSubtitles("5b7d", "de", Subtitles),
    };

    /// <summary>An edit of what was published with these parts.</summary>
    public Errand EditOf(Outgoing post, Receipt receipt, IReadOnlyDictionary<string, string> live) =>
        new(ErrandKind.Edit, NewKey(), post, Session, receipt, null, new Dictionary<string, string>(), (_, _, _) => Task.CompletedTask, Calls.Add) { PartsOfLive = live };

    public Task<IReadOnlyList<LabEntry>> Ledger() => lab.Ledger.Of(account, default);

    /// <summary>Every video that there ever was, public or not.</summary>
    public async Task<IReadOnlyList<string>> Videos() => [.. (await Ledger()).Select(entry => entry.Id).Distinct()];

    public override async Task<IReadOnlyList<SeenPost>> Seen()
    {
        var last = (await Ledger()).GroupBy(entry => entry.Id).Select(group => group.Last()).Where(entry => entry.Kind != "delete" && entry.Visibility == "public");
        return [.. last.Select(entry => new SeenPost(entry.Id, entry.Text!, null, entry.Language ?? "", []))];
    }

    public override Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        var endpoint = spot switch { Spot.Upload => "media", Spot.Publish => "post", Spot.LookUp => "read", _ => null };
        return lab.Faults.Spoil(account, default, MastodonStage.FaultOf(trouble, endpoint, after));
    }

    /// <summary>YouTube says no at this endpoint, with this reason.</summary>
    public Task Refuse(string endpoint, int status, string reason) => lab.Faults.Spoil(account, default, new LabFault(LabFaultKind.Error, endpoint)
    {
        Status = status, Body = $$$"""{"error":{"code":{{{status}}},"message":"In YouTube's words.","errors":[{"domain":"youtube","reason":"{{{reason}}}","message":"In YouTube's words."}]}}""",
    });

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);
}
