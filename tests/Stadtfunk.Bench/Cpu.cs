using System.Diagnostics;
using Stadtfunk.Tests.Publishing;

namespace Stadtfunk.Bench;

/// <summary>CPU time of this process per post from "create" to "scheduled": create, submit, approve, release at a later time.</summary>
internal static class Cpu
{
    public static async Task<int> Run(int posts, CancellationToken ct)
    {
        await using var trial = await Trial.Start(["stadt"], null, ct);
        for (var i = 0; i < 50; i++)
            await trial.Release($"Vorlauf {i}", ct, trial.Now.AddDays(2));
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < posts; i++)
            await trial.Release($"Geplant {i}", ct, trial.Now.AddDays(2));
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds / posts;
        Console.WriteLine($"{posts} posts: {spent:0.00} ms CPU per scheduled post (wanted ≤ 3; a known product takes 24)");
        return spent <= 3 ? 0 : 1;
    }
}
