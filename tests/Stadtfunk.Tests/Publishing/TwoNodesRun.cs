using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Two processes on one PostgreSQL; one is killed while it holds a post that is on its way. Each post exactly once in the ledgers.</summary>
internal sealed class TwoNodesRun(Trial trial)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<KillReport> Run(int count, CancellationToken ct)
    {
        await trial.Town.AddNode(ct);
        // So slow that there is a moment in which a call is under way.
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Spoil(account, ct, new LabFault(LabFaultKind.Latency, "post", After: true) { Ms = 300, RandomMs = 300 });
        var posts = new List<KilledPost>();
        for (var i = 0; i < count; i++)
        {
            var title = $"Doppelt {i}";
            posts.Add(new KilledPost(await trial.Release(title, ct, picture: i % 2 == 0 ? await trial.Picture(ct) : null), title));
            if (i == count / 2)
                await (await Holder(ct)).Kill();
        }
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Mend(account, ct);
        return await new KillJudge(trial).Judge(0, 1, posts, TimeSpan.FromMinutes(5), ct);
    }

    /// <summary>The node in whose name a row is just being prepared or sent.</summary>
    private async Task<TownProcess> Holder(CancellationToken ct)
    {
        for (var end = Environment.TickCount64 + Patience.TotalMilliseconds; Environment.TickCount64 < end; await Task.Delay(10, ct))
            foreach (var row in (await trial.Rows(ct)).Where(x => x.State is DeliveryState.Sending or DeliveryState.Preparing))
                if (trial.Town.Nodes.SingleOrDefault(node => row.Owner?.EndsWith($":{node.Url.Port}", StringComparison.Ordinal) == true) is { } holder)
                    return holder;
        throw new TimeoutException("No node held anything.");
    }
}
