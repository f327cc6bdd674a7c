using System.Diagnostics;
using Stadtfunk.Tests.Publishing;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Bench;

/// <summary>From the start of the process to its first answer, and what it holds in memory after many posts.</summary>
internal static class Startup
{
    public static async Task<int> Run(int times, CancellationToken ct)
    {
        await using var town = await RunningTown.Start(ct, [new("Demo:Empty", "true")]);
        using var http = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(2) };
        var all = new List<double>();
        for (var i = 0; i < times; i++)
        {
            await town.Kill();
            var watch = Stopwatch.StartNew();
            await town.Nodes[0].Launch(ct);
            for (;;)
            {
                try
                {
                    using var answer = await http.GetAsync(new Uri(town.Url, "barrierefreiheit"), ct);
                    if (answer.IsSuccessStatusCode)
                        break;
                }
                catch (HttpRequestException)
                {
                    await Task.Delay(10, ct);
                }
            }
            all.Add(watch.Elapsed.TotalSeconds);
            await town.Nodes[0].Ready(ct);
            Console.WriteLine($"start {i + 1}: first answer after {all[^1]:0.00} s");
        }
        all.Sort();
        Console.WriteLine($"median {all[all.Count / 2]:0.00} s (wanted ≤ 2)");
        return all[all.Count / 2] <= 2 ? 0 : 1;
    }

    public static async Task<int> Memory(int posts, CancellationToken ct)
    {
        await using var trial = await Trial.Start(["stadt", "kultur"], null, ct);
        for (var i = 0; i < posts; i++)
            await trial.Release($"Speicher {i}", ct);
        // A channel has a budget of 150 posts in five minutes.
        await trial.Settle(posts * trial.Channels.Count, TimeSpan.FromMinutes(30), ct);
        using var http = new HttpClient(new SocketsHttpHandler());
        for (var i = 0; i < 200; i++)
            (await http.GetAsync(new Uri(trial.Town.Url, i % 2 == 0 ? "" : "feed.atom"), ct)).Dispose();
        var id = trial.Town.Nodes[0].Id;
        var status = await File.ReadAllLinesAsync($"/proc/{id}/status", ct);
        var resident = Megabytes(status, "VmRSS:");
        Console.WriteLine($"{posts} posts published: {resident} MB resident (wanted ≤ 250); {Megabytes(status, "RssAnon:")} heaps and stacks, {Megabytes(status, "RssShmem:")} compiled code, {Megabytes(status, "RssFile:")} files, most of them shared");
        return resident <= 250 ? 0 : 1;
    }

    private static long Megabytes(string[] status, string what) =>
        long.Parse(status.First(x => x.StartsWith(what, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
}
