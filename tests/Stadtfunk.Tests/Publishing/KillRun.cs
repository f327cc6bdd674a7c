using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// SIGKILL at random moments while ten posts a round, half of them with a picture, go to all channels under changing faults; some are corrected or
/// withdrawn meanwhile. The networks' ledgers are the judge.
/// </summary>
internal sealed class KillRun(Trial trial, int seed)
{
    private const int PostsPerRound = 10;
    private const int KillsPerRound = 6;

    /// <summary>Bluesky takes 480 of an account in an hour. What waits longer than that for its turn has rightly missed its time, which is no matter of kills.</summary>
    private const int MostInAnHour = 470;

    private readonly Random random = new(seed);
    private readonly List<KilledPost> posts = [];

    public async Task<KillReport> Run(int kills, Action<string> say, CancellationToken ct)
    {
        for (var done = 0; done < kills; done += KillsPerRound)
        {
            await Round(Math.Min(KillsPerRound, kills - done), ct);
            say($"{Math.Min(done + KillsPerRound, kills)} of {kills} kills");
        }
        // A network takes some hundred posts an hour: beyond that the last ones wait for the next.
        return await new KillJudge(trial).Judge(seed, kills, posts, TimeSpan.FromMinutes(posts.Count < 400 ? 8 : 65), ct);
    }

    private async Task Round(int kills, CancellationToken ct)
    {
        await Spoil(ct);
        var round = posts.Count / PostsPerRound;
        for (var i = 0; i < PostsPerRound; i++)
        {
            var title = $"Runde {round} Beitrag {i}";
            var to = posts.Count < MostInAnHour ? null : trial.Unbounded;
            posts.Add(new KilledPost(await trial.Release(title, ct, picture: i % 2 == 0 ? await trial.Picture(ct) : null, to: to), title) { Channels = to });
        }
        var mine = posts[^PostsPerRound..];
        for (var i = 0; i < kills; i++)
        {
            await Task.Delay(random.Next(20, 1200), ct);
            await trial.Town.Kill();
            await ChangeOfMind(mine[random.Next(mine.Count)], ct);
            if (random.Next(2) == 0)
                await Spoil(ct);
            await trial.Town.Restart(ct);
        }
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Mend(account, ct);
    }

    /// <summary>Where the post is in a state that allows it.</summary>
    private async Task ChangeOfMind(KilledPost post, CancellationToken ct)
    {
        switch (random.Next(4))
        {
            case 0:
                post.Withdrawn |= await trial.Withdraw(post.Id, ct);
                break;
            case 1 when !post.Withdrawn:
                await trial.Correct(post.Id, post.Title, ct);
                break;
        }
    }

    private async Task Spoil(CancellationToken ct)
    {
        foreach (var account in trial.Accounts)
        {
            await trial.Lab.Faults.Mend(account, ct);
            LabFault[] faults = random.Next(8) switch
            {
                0 => [new(LabFaultKind.Latency, "post") { Ms = 300, RandomMs = 700 }],
                1 => [new(LabFaultKind.Reset, "post", After: true) { Probability = 0.4, Seed = random.Next() }, new(LabFaultKind.Latency) { Ms = 50 }],
                2 => [new(LabFaultKind.Error, "post", After: random.Next(2) == 0) { Probability = 0.4, Seed = random.Next() }],
                3 => [new(LabFaultKind.Reset, "post") { Probability = 0.4, Seed = random.Next() }, new(LabFaultKind.Error, "timeline") { Probability = 0.3, Seed = random.Next() }],
                4 => [new(LabFaultKind.TooManyRequests, "post", Count: 2) { RetrySeconds = 2 }],
                5 => [new(LabFaultKind.HalfUpload, "media", Count: 2), new(LabFaultKind.Latency, "media") { Ms = 200, RandomMs = 400 }],
                6 => [new(LabFaultKind.Reset, "media", After: true) { Probability = 0.5, Seed = random.Next() }, new(LabFaultKind.Reset, "delete", After: true) { Probability = 0.4, Seed = random.Next() }],
                _ => [new(LabFaultKind.Latency, "post", After: true) { Ms = 400, RandomMs = 400 }],
            };
            await trial.Lab.Faults.Spoil(account, ct, faults);
        }
    }
}
