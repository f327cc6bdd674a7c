using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Tests.Publishing;

/// <summary>Two processes on one PostgreSQL; one is killed while posts are on their way. Each post exactly once in the ledgers.</summary>
internal sealed class TwoNodesRun(Trial trial)
{
    public async Task<KillReport> Run(int posts, CancellationToken ct)
    {
        var second = await trial.Town.AddNode(ct);
        var titles = new List<string>();
        for (var i = 0; i < posts; i++)
        {
            titles.Add($"Doppelt {i}");
            await trial.Release(titles[^1], ct);
            if (i == posts / 2)
                await second.Kill();
        }
        var expected = posts * trial.Channels.Count;
        var rows = await trial.Settle(expected, TimeSpan.FromMinutes(5), ct);
        var accepted = await trial.Accepted(titles, ct);
        var faults = accepted.Where(x => x.Value > 1).Select(x => $"{x.Key.Title} was accepted {x.Value} times").ToList();
        faults.AddRange(rows.Where(row => !Trial.IsSettled(row)).Select(row => $"{row.Id} hangs in {row.State} {row.SentenceKey}"));
        var asked = rows.Count(x => x.State == DeliveryState.Asking);
        if (rows.Count != expected || accepted.Values.Sum() + asked < expected || rows.Count(x => x.State == DeliveryState.Published) > accepted.Values.Sum())
            faults.Add($"{rows.Count} rows, {accepted.Values.Sum()} accepted, {asked} asked, {expected} expected");
        return new KillReport(0, 1, posts, accepted.Values.Sum(), rows.GroupBy(x => x.State).ToDictionary(x => x.Key, x => x.Count()), faults);
    }
}
