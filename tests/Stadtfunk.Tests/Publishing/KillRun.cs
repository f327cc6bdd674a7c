using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <param name="Faults">What must not be: doubled, lost, hanging, or told wrongly. Empty is good.</param>
internal sealed record KillReport(int Seed, int Kills, int Posts, int Accepted, IReadOnlyDictionary<DeliveryState, int> States, IReadOnlyList<string> Faults)
{
    public override string ToString() =>
        $"seed {Seed}: {Kills} kills, {Posts} posts, {Accepted} accepted; {string.Join(", ", States.Select(x => $"{x.Key} {x.Value}"))}; {Faults.Count} faults";
}

/// <summary>SIGKILL at random moments while ten posts a round go to all channels under changing faults. The networks' ledgers are the judge.</summary>
internal sealed class KillRun(Trial trial, int seed)
{
    private const int PostsPerRound = 10;
    private const int KillsPerRound = 6;
    private readonly Random random = new(seed);
    private readonly List<string> titles = [];

    public async Task<KillReport> Run(int kills, Action<string> say, CancellationToken ct)
    {
        for (var done = 0; done < kills; done += KillsPerRound)
        {
            await Round(Math.Min(KillsPerRound, kills - done), ct);
            say($"{Math.Min(done + KillsPerRound, kills)} of {kills} kills");
        }
        return await Judge(kills, ct);
    }

    private async Task Round(int kills, CancellationToken ct)
    {
        await Spoil(ct);
        var round = titles.Count / PostsPerRound;
        for (var i = 0; i < PostsPerRound; i++)
        {
            titles.Add($"Runde {round} Beitrag {i}");
            await trial.Release(titles[^1], ct);
        }
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Next(20, 1200), ct);
            await trial.Town.Kill();
            if (random.Next(2) == 0)
                await Spoil(ct);
            await trial.Town.Restart(ct);
        }
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Mend(account, ct);
    }

    private async Task Spoil(CancellationToken ct)
    {
        foreach (var account in trial.Accounts)
        {
            await trial.Lab.Faults.Mend(account, ct);
            LabFault[] faults = random.Next(6) switch
            {
                0 => [new(LabFaultKind.Latency, "post") { Ms = 300, RandomMs = 700 }],
                1 => [new(LabFaultKind.Reset, "post", After: true) { Probability = 0.4, Seed = random.Next() }, new(LabFaultKind.Latency) { Ms = 50 }],
                2 => [new(LabFaultKind.Error, "post", After: random.Next(2) == 0) { Probability = 0.4, Seed = random.Next() }],
                3 => [new(LabFaultKind.Reset, "post") { Probability = 0.4, Seed = random.Next() }, new(LabFaultKind.Error, "timeline") { Probability = 0.3, Seed = random.Next() }],
                4 => [new(LabFaultKind.TooManyRequests, "post", Count: 2) { RetrySeconds = 2 }],
                _ => [new(LabFaultKind.Latency, "post", After: true) { Ms = 400, RandomMs = 400 }],
            };
            await trial.Lab.Faults.Spoil(account, ct, faults);
        }
    }

    private async Task<KillReport> Judge(int kills, CancellationToken ct)
    {
        var expected = titles.Count * trial.Channels.Count;
        var rows = await trial.Settle(expected, TimeSpan.FromMinutes(4), ct);
        var accepted = await trial.Accepted(titles, ct);
        var faults = new List<string>();
        if (rows.Count != expected)
            faults.Add($"{rows.Count} rows instead of {expected}");
        faults.AddRange(rows.Where(row => !Trial.IsSettled(row)).Select(row => $"{row.Id} hangs in {row.State} {row.SentenceKey}"));
        faults.AddRange(accepted.Where(x => x.Value > 1).Select(x => $"{x.Key.Title} was accepted {x.Value} times on {x.Key.Channel}"));
        // What is published was accepted; what was accepted is published or asked.
        foreach (var group in rows.GroupBy(x => x.Channel))
        {
            var there = accepted.Where(x => x.Key.Channel == group.Key).Sum(x => x.Value);
            var published = group.Count(x => x.State == DeliveryState.Published);
            var asked = group.Count(x => x.State == DeliveryState.Asking);
            if (published > there || there > published + asked)
                faults.Add($"{group.Key}: {published} published, {asked} asked, {there} there");
            faults.AddRange(group.Where(x => x.State is DeliveryState.Missed or DeliveryState.Refused or DeliveryState.Withdrawn).Select(x => $"{x.Id} ended as {x.State} {x.SentenceKey}"));
        }
        return new KillReport(seed, kills, titles.Count, accepted.Values.Sum(), rows.GroupBy(x => x.State).ToDictionary(x => x.Key, x => x.Count()), faults);
    }
}
