namespace Stadtfunk.Tests.Publishing;

/// <summary>Two processes on one PostgreSQL; one is killed while posts are on their way. Each post exactly once in the ledgers.</summary>
internal sealed class TwoNodesRun(Trial trial)
{
    public async Task<KillReport> Run(int count, CancellationToken ct)
    {
        var second = await trial.Town.AddNode(ct);
        var posts = new List<KilledPost>();
        for (var i = 0; i < count; i++)
        {
            var title = $"Doppelt {i}";
            posts.Add(new KilledPost(await trial.Release(title, ct, picture: i % 2 == 0 ? await trial.Picture(ct) : null), title));
            if (i == count / 2)
                await second.Kill();
        }
        return await new KillJudge(trial).Judge(0, 1, posts, TimeSpan.FromMinutes(5), ct);
    }
}
