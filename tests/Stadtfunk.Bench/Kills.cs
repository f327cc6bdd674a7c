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
        return Tell(await new KillRun(trial, Seed()).Run(kills, Console.WriteLine, ct));
    }

    /// <summary>Every network that there is, at once; a new city, and new accounts, as often as the networks' daily allowances ask for it.</summary>
    public static async Task<int> Everywhere(int kills, CancellationToken ct)
    {
        await using var bluesky = await BlueskyPeer.Start(ct);
        var (seed, ended) = (Seed(), 0);
        for (var done = 0; done < kills; done += EveryNetworkRun.MostKills)
        {
            await using var trial = await Trial.Start(EveryNetworkRun.Servers, bluesky, ct, everywhere: true);
            ended = Math.Max(ended, Tell(await new EveryNetworkRun(trial, seed + done).Run(Math.Min(EveryNetworkRun.MostKills, kills - done), Console.WriteLine, ct)));
        }
        return ended;
    }

    public static async Task<int> TwoNodes(int posts, CancellationToken ct)
    {
        await using var bluesky = await BlueskyPeer.Start(ct);
        await using var trial = await Trial.Start(Servers, bluesky, ct, onPostgres: true);
        return Tell(await new TwoNodesRun(trial).Run(posts, ct));
    }

    private static int Seed() => int.TryParse(Environment.GetEnvironmentVariable("STADTFUNK_SEED"), out var given) ? given : Random.Shared.Next();

    private static int Tell(KillReport report)
    {
        Console.WriteLine(report);
        foreach (var fault in report.Faults)
            Console.WriteLine($"  {fault}");
        return report.Faults.Count == 0 ? 0 : 1;
    }
}
