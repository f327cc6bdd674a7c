using System.Diagnostics;
using Stadtfunk.Organisation.Contracts;
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
        return Tell(ratios);
    }

    /// <summary>
    /// Pictures and films in turn, to every network that takes them, each of whose calls takes 200 ms; most need several calls, and some are waited for. From
    /// the moment the first row is leased to the moment the last has its receipt, against the row that took longest by itself.
    /// </summary>
    public static async Task<int> Everywhere(int posts, CancellationToken ct)
    {
        await using var bluesky = await BlueskyPeer.Start(ct);
        await using var trial = await Trial.Start(["stadt"], bluesky, ct, everywhere: true);
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Spoil(account, ct, new LabFault(LabFaultKind.Latency) { Ms = 200 });
        var (film, picture) = (await trial.Film(ct), await trial.Picture(ct));
        var withoutFilm = trial.Channels.Except(trial.ChannelsOn("youtube")).ToList();
        var networks = await trial.Town.With((IChannels channels) => Names(channels, trial, ct));
        var (ratios, expected) = (new List<double>(), 0);
        for (var i = 0; i < posts; i++)
        {
            var to = i % 2 == 0 ? withoutFilm : trial.Channels;
            var post = await trial.Release($"Überall {i}", ct, picture: i % 2 == 0 ? picture : film, to: to);
            var mine = (await trial.Settle(expected += to.Count, TimeSpan.FromMinutes(3), ct)).Where(x => x.Post == post).ToList();
            if (mine.Find(x => x.State != DeliveryState.Published) is { } other)
            {
                Console.WriteLine($"post {i} is {other.State} on {networks[other.Channel]}: {other.SentenceKey}");
                return 1;
            }
            var begun = await trial.Begun(post, ct);
            var wall = mine.Max(x => x.PublishedAt!.Value) - begun.Values.Min();
            var took = mine.ToDictionary(x => networks[x.Channel], x => x.PublishedAt!.Value - begun[x.Id]);
            Console.WriteLine($"post {i}: {mine.Count} channels, wall {wall.TotalMilliseconds:0} ms, ratio {wall / took.Values.Max():0.00}; {string.Join(", ", took.OrderBy(x => x.Value).Select(x => $"{x.Key} {x.Value.TotalMilliseconds:0}"))}");
            // The first of each kind warm the program up.
            if (i >= 2)
                ratios.Add(wall / took.Values.Max());
        }
        return Tell(ratios);
    }

    private static async Task<Dictionary<ChannelId, string>> Names(IChannels channels, Trial trial, CancellationToken ct)
    {
        var names = new Dictionary<ChannelId, string>();
        foreach (var channel in trial.Channels)
            names[channel] = (await channels.Find(channel, ct))!.Network;
        return names;
    }

    private static int Tell(List<double> ratios)
    {
        ratios.Sort();
        Console.WriteLine($"ratio: median {ratios[ratios.Count / 2]:0.00}, worst {ratios[^1]:0.00} (wanted ≤ 1.25)");
        return ratios[ratios.Count / 2] <= 1.25 ? 0 : 1;
    }
}
