using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Tests.Support;

namespace Stadtfunk.Tests.Publishing;

/// <summary>
/// SIGKILL at random moments while in each round a film goes to every network at once, and a picture to every one that takes it, under changing
/// faults. The networks' ledgers are the judge.
/// </summary>
internal sealed class EveryNetworkRun(Trial trial, int seed)
{
    /// <summary>TikTok takes fifteen posts a day from an account: after that it needs another trial.</summary>
    public const int MostKills = 24;

    /// <summary>The Mastodon servers of such a trial; the first always takes its time, the second ignores idempotency keys.</summary>
    public static readonly string[] Servers = ["langsam", "eigensinn"];

    private const int KillsPerRound = 4;
    private readonly Random random = new(seed);
    private readonly List<KilledPost> posts = [];

    public async Task<KillReport> Run(int kills, Action<string> say, CancellationToken ct)
    {
        var (film, picture) = (await trial.Film(ct), await trial.Picture(ct));
        var withoutFilm = trial.Channels.Except(trial.ChannelsOn("youtube")).ToList();
        for (var done = 0; done < kills; done += KillsPerRound)
        {
            var round = done / KillsPerRound;
            await Spoil(ct);
            await Release($"Film {round}", film, trial.Channels, ct);
            await Release($"Bild {round}", picture, withoutFilm, ct);
            for (var i = done; i < Math.Min(done + KillsPerRound, kills); i++)
            {
                await Task.Delay(random.Next(100, 5000), ct);
                await trial.Town.Kill();
                if (random.Next(2) == 0)
                    await Spoil(ct);
                await trial.Town.Restart(ct);
            }
            say($"{Math.Min(done + KillsPerRound, kills)} of {kills} kills");
        }
        foreach (var account in trial.Accounts)
            await trial.Lab.Faults.Mend(account, ct);
        return await new KillJudge(trial).Judge(seed, kills, posts, TimeSpan.FromMinutes(5), ct);
    }

    private async Task Release(string title, PictureId shown, IReadOnlyList<ChannelId> channels, CancellationToken ct) =>
        posts.Add(new KilledPost(await trial.Release(title, ct, picture: shown, to: channels), title) { Channels = channels });

    private async Task Spoil(CancellationToken ct)
    {
        foreach (var account in trial.Accounts)
        {
            await trial.Lab.Faults.Mend(account, ct);
            LabFault[] faults = random.Next(9) switch
            {
                0 => [new(LabFaultKind.Latency, "post") { Ms = 300, RandomMs = 1500 }],
                1 => [new(LabFaultKind.Reset, "post", After: true) { Probability = 0.4, Seed = random.Next() }, new(LabFaultKind.Latency) { Ms = 50, RandomMs = 200 }],
                2 => [new(LabFaultKind.Error, "post", After: random.Next(2) == 0) { Probability = 0.4, Seed = random.Next() }],
                3 => [new(LabFaultKind.Reset, "post") { Probability = 0.4, Seed = random.Next() }, .. Dim("timeline", "read")],
                4 => [new(LabFaultKind.TooManyRequests, "post", Count: 2) { RetrySeconds = 2 }],
                5 => [new(LabFaultKind.HalfUpload, "media", Count: 2), new(LabFaultKind.Latency, "upload") { Ms = 200, RandomMs = 400 }],
                6 => [new(LabFaultKind.Reset, "media", After: true) { Probability = 0.5, Seed = random.Next() }, new(LabFaultKind.Reset, "init", After: true, Count: 1)],
                7 => [.. Dim("media", "upload", "part", "captions", "finish")],
                _ => [new(LabFaultKind.Latency, "post", After: true) { Ms = 400, RandomMs = 1500 }],
            };
            if (account.Network == Servers[0])
                faults = [.. faults, new(LabFaultKind.Latency) { Ms = 600 }];
            await trial.Lab.Faults.Spoil(account, ct, faults);
        }
    }

    private IEnumerable<LabFault> Dim(params string[] endpoints) => endpoints.Select(endpoint => new LabFault(LabFaultKind.Error, endpoint, Count: 2) { Probability = 0.4, Seed = random.Next() });
}
