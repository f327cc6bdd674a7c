using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;
using Xunit;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on the Lab's Threads, and a server from which it fetches pictures.</summary>
internal sealed class ThreadsStage(House house, Session session, LabProcess lab, LabAccount account, PictureHost host) : Stage(house, session)
{
    private readonly Dictionary<string, Dictionary<string, string>> rows = [];

    public override string Key => "threads";

    // A row has one container.
    protected override Dictionary<string, string> PartsOf(string key) => rows.TryGetValue(key, out var kept) ? kept : rows[key] = [];

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    public PictureHost Host => host;

    public static async Task<ThreadsStage> Open(LabProcess lab, string? scopes = null)
    {
        var account = await lab.Account("threads", TestContext.Current.CancellationToken, scopes);
        var house = await House.Open(settings: SettingsOf(lab));
        var session = new Session(new Uri(lab.Url, "threads/"), account.Id, account.Account, FacebookStage.SecretsOf(account.Token));
        var good = Assert.IsType<SignInResult.Good>(await house.Get<Embassies>().SignIn("threads")!.Check(session, default));
        return new ThreadsStage(house, good.Session, lab, account, await PictureHost.Open());
    }

    public static IReadOnlyList<KeyValuePair<string, string?>> SettingsOf(LabProcess lab) =>
        [new("Http:AllowPrivate:0", "127.0.0.1"), new("Networks:Threads:Api", new Uri(lab.Url, "threads/").AbsoluteUri), new("Networks:Threads:Dialog", new Uri(lab.Url, "threads/").AbsoluteUri)];

    public override OutgoingPicture PictureOf(int number, string alt) => host.Show(Picture(number, alt));

    public override async Task<IReadOnlyList<SeenPost>> Seen() => FacebookStage.Seen(await lab.Ledger.Of(account, default));

    public override async Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        foreach (var endpoint in spot switch { Spot.Upload => (string[])["media"], Spot.Publish => ["post"], _ => ["read", "timeline"] })
            await lab.Faults.Spoil(account, default, new LabFault(MastodonStage.KindOf(trouble), endpoint, after) { Header = trouble != Trouble.TooManyWithoutTime });
    }

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);

    public override async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await base.DisposeAsync();
    }
}
