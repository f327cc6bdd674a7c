using System.Diagnostics;
using System.Runtime;
using Stadtfunk.Tests.Publishing;

namespace Stadtfunk.Bench;

/// <summary>
/// CPU time of this process per post from "create" to "scheduled": one writes and submits, another approves and releases for a later time, two transactions.
/// A program that has run for a while has compiled what it needs; so it first writes posts until the compiler is done, and says what the first ones cost.
/// </summary>
internal static class Cpu
{
    private const int Window = 250;
    private const int LeastWarmUp = 2500;
    private const int MostWarmUp = 8000;

    public static async Task<int> Run(int posts, CancellationToken ct)
    {
        await using var trial = await Trial.Start(["stadt"], null, ct);
        var first = await Spent(trial, 100, ct);
        var warm = 100;
        for (var compiling = true; (compiling || warm < LeastWarmUp) && warm < MostWarmUp; warm += Window)
        {
            var compiled = JitInfo.GetCompilationTime();
            var window = await Spent(trial, Window, ct);
            compiling = JitInfo.GetCompilationTime() - compiled > window * Window / 50;
        }
        var spent = await Spent(trial, posts, ct);
        Console.WriteLine($"first 100 posts: {first.TotalMilliseconds:0.00} ms CPU each, with all that is compiled for them");
        Console.WriteLine($"{posts} posts after {warm}: {spent.TotalMilliseconds:0.00} ms CPU per scheduled post (wanted ≤ 3; a known product takes 24)");
        return spent.TotalMilliseconds <= 3 ? 0 : 1;
    }

    private static async Task<TimeSpan> Spent(Trial trial, int posts, CancellationToken ct)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < posts; i++)
            await trial.Release($"Geplant {i}", ct, trial.Now.AddDays(2));
        return (Process.GetCurrentProcess().TotalProcessorTime - before) / posts;
    }
}
