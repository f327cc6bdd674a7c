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

    /// <summary>The row dies when its <paramref name="keeps"/>th part is to be kept, or after its <paramref name="calls"/>th call.</summary>
    public Errand Mortal(Outgoing post, string key, DateTime? intentAt, Func<bool> keeps, Func<bool> calls, string? ticket = null) =>
        new(ErrandKind.Publish, key, post, Session, null, ticket, PartsOf(key), (name, value, _) =>
        {
            if (keeps())
                throw new OperationCanceledException("The lease is lost.");
            PartsOf(key)[name] = value;
            return Task.CompletedTask;
        }, call =>
        {
            Calls.Add(call);
            if (calls())
                throw new OperationCanceledException("The process is gone.");
        }) { IntentAt = intentAt };

    public void Forget(string key, IReadOnlyList<string> names)
    {
        foreach (var name in names)
            PartsOf(key)[name] = "";
    }

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
