using Stadtfunk.Tests.Publishing;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Bench;

/// <summary>Exactly once, tried for long: the networks' own ledgers are the judge.</summary>
internal static class Kills
{
    private static readonly string[] Servers = ["stadt", "kultur", "wehr", "eigensinn"];

    public static async Task<int> Run(int kills, CancellationToken ct)
    {
        await using var bluesky = await BlueskyPeer.Start(ct);
        await using var trial = await Trial.Start(Servers, bluesky, ct);
        var seed = int.TryParse(Environment.GetEnvironmentVariable("STADTFUNK_SEED"), out var given) ? given : Random.Shared.Next();
        return Tell(await new KillRun(trial, seed).Run(kills, Console.WriteLine, ct));
    }

    public static async Task<int> TwoNodes(int posts, CancellationToken ct)
    {
        await using var bluesky = await BlueskyPeer.Start(ct);
        await using var trial = await Trial.Start(Servers, bluesky, ct, onPostgres: true);
        return Tell(await new TwoNodesRun(trial).Run(posts, ct));
    }

    private static int Tell(KillReport report)
    {
        Console.WriteLine(report);
        foreach (var fault in report.Faults)
            Console.WriteLine($"  {fault}");
        return report.Faults.Count == 0 ? 0 : 1;
    }
}
