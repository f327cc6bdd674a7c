using System.Diagnostics;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Publishing;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Bench;

/// <summary>
/// One post to many channels that take 200 ms each. The figure is from the moment the first call reaches a network to the moment the last has
/// accepted, as the networks' ledgers saw it, against the slowest single one; so the shared machine's noise is in both.
/// </summary>
internal static class Latency
{
    public static async Task<int> Run(int channels, CancellationToken ct)
    {
        var servers = Enumerable.Range(1, channels).Select(i => $"netz{i}").ToList();
        await using var trial = await Trial.Start(servers, null, ct);
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Spoil(account, ct, new LabFault(LabFaultKind.Latency, "post") { Ms = 200 });
        var ratios = new List<double>();
        for (var i = 0; i < 12; i++)
        {
            await trial.Release($"Messung {i}", ct);
            var rows = await trial.Settle((i + 1) * channels, TimeSpan.FromMinutes(1), ct);
            var mine = rows.Where(x => x.State == DeliveryState.Published).GroupBy(x => x.Post).MaxBy(x => x.Max(y => y.IntentAt))!.ToList();
            var wall = mine.Max(x => x.PublishedAt!.Value) - mine.Min(x => x.IntentAt!.Value);
            var slowest = mine.Max(x => x.PublishedAt!.Value - x.IntentAt!.Value);
            Console.WriteLine($"post {i}: {mine.Count} channels, wall {wall.TotalMilliseconds:0} ms, slowest {slowest.TotalMilliseconds:0} ms, ratio {wall / slowest:0.00}");
            // The first ones warm the program up.
            if (i >= 2)
                ratios.Add(wall / slowest);
        }
        ratios.Sort();
        Console.WriteLine($"ratio: median {ratios[ratios.Count / 2]:0.00}, worst {ratios[^1]:0.00} (wanted ≤ 1.25)");
        return ratios[ratios.Count / 2] <= 1.25 ? 0 : 1;
    }
}
