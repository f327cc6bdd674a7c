using Stadtfunk.Networks.Ports;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Networks;

/// <summary>A new account on one of the Lab's networks that take posts as containers, and a server from which it fetches pictures and films.</summary>
internal abstract class ContainerStage(House house, Session session, LabProcess lab, LabAccount account, PictureHost host) : Stage(house, session)
{
    private readonly Dictionary<string, Dictionary<string, string>> rows = [];

    // A row has one container.
    protected override Dictionary<string, string> PartsOf(string key) => rows.TryGetValue(key, out var kept) ? kept : rows[key] = [];

    public LabProcess Lab => lab;

    public LabAccount Account => account;

    public PictureHost Host => host;

    /// <summary>Every container that there ever was.</summary>
    public async Task<IReadOnlyList<LabEntry>> Made() => await lab.Ledger.All(default, account.Network, account.Account, "media");

    public override async Task<IReadOnlyList<SeenPost>> Seen() => FacebookStage.Seen(await lab.Ledger.Of(account, default));

    public override async Task Spoil(Spot spot, Trouble trouble, bool after)
    {
        foreach (var endpoint in spot switch { Spot.Upload => (string?[])["media"], Spot.Publish => ["post"], Spot.LookUp => ["read", "timeline"], _ => [null] })
            await lab.Faults.Spoil(account, default, MastodonStage.FaultOf(trouble, endpoint, after));
    }

    public override Task Mend() => lab.Faults.Mend(account, default);

    public override async Task<int> SpoiledCalls() => (await lab.Faults.State(account, default)).Sum(state => state.Hits);

    public override async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await base.DisposeAsync();
    }
}
