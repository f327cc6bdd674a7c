using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Shelf;

/// <summary>
/// Makes pages again that were taken off, so that the disk holds the newest ones even when nobody reads; and after a start those that the disk does not have yet.
/// A second of quiet goes first: a round of two hundred posts renews the lists once, not two hundred times.
/// </summary>
internal sealed class Warming(IServiceScopeFactory scopes, Restock restock, EditionReader reader, PublicFiles files, TimeProvider clock, Started started, ILogger<Warming> log) : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(20);

    private readonly HashSet<string> waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim work = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        try
        {
            await started.Wait(ct);
            await reader.Ready.WaitAsync(ct);
            restock.Evicted += Add;
            Add(PublicAddress.Lists);
            Add(PublicAddress.Fixed);
            await FillUp(ct);
            while (!ct.IsCancellationRequested)
            {
                await work.WaitAsync(ct);
                await Task.Delay(Quiet, clock, ct);
                await Renew(Take(), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The house closes.
        }
        finally
        {
            restock.Evicted -= Add;
        }
    }

    /// <summary>Every public post that has no file yet, newest first.</summary>
    internal async Task FillUp(CancellationToken ct)
    {
        try
        {
            var lacking = await Lacking(ct);
            await Renew(lacking, ct);
            if (lacking.Count > 0)
                Log.FilledUp(log, lacking.Count);
        }
        catch (Exception outage) when (!ct.IsCancellationRequested)
        {
            // The database is not there yet: each page is written when it is first read.
            Log.EditionAway(log, outage);
        }
    }

    internal async Task<IReadOnlyCollection<string>> Lacking(CancellationToken ct)
    {
        if (!files.AreKept)
            return [];
        await using var scope = scopes.CreateAsyncScope();
        var posts = scope.ServiceProvider.GetRequiredService<IReleasedPosts>();
        var lacking = new List<string>();
        await foreach (var post in posts.EveryPublic(ct))
            if (PublicAddress.OfPost(post.Slug) is var key && !files.Has(key))
                lacking.Add(key);
        return lacking;
    }

    private async Task Renew(IReadOnlyCollection<string> keys, CancellationToken ct)
    {
        foreach (var key in keys)
        {
            if (PublicAddress.OfKey(key) is not { } address || !files.Keeps(key))
                continue;
            await restock.Get(address, ct);
            await Task.Delay(Gap, clock, ct);
        }
    }

    private void Add(IReadOnlyCollection<string> keys)
    {
        lock (waiting)
            waiting.UnionWith(keys);
        try
        {
            work.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already called.
        }
    }

    private List<string> Take()
    {
        lock (waiting)
        {
            List<string> all = [.. waiting];
            waiting.Clear();
            return all;
        }
    }

    public override void Dispose()
    {
        work.Dispose();
        base.Dispose();
    }
}
