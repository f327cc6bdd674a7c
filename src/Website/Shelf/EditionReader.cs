using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Website.Shelf;

/// <summary>
/// Reads on every node what has changed: at once after a change of this node, within a second after one of another. One small read by key;
/// while the database is away the pages stay as they are.
/// </summary>
internal sealed class EditionReader(
    IServiceScopeFactory scopes, Restock restock, PublicFiles files, Pulse pulse, ILogger<EditionReader> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim beat = new(0, 1);
    private readonly SemaphoreSlim one = new(1);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? seen;
    private bool away;

    /// <summary>Done when it is known which files of the disk are true.</summary>
    public Task Ready => ready.Task;

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        using var ear = pulse.Listen(ChangeBook.Topic, _ => Hear());
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Read(ct);
                ready.TrySetResult();
                away = false;
            }
            catch (Exception outage) when (!ct.IsCancellationRequested)
            {
                // Said once per outage, not every second.
                if (!away)
                    Log.EditionAway(log, outage);
                away = true;
            }
            await beat.WaitAsync(Every, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Reads once and takes off what has changed since the last time.</summary>
    internal async Task Read(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<Db>();
            var number = await db.Set<Edition>().AsNoTracking().Select(x => x.Number).SingleAsync(ct);
            var since = seen ?? files.Edition() ?? -1;
            if (number == since)
            {
                seen = number;
                return;
            }
            var changes = await db.Set<EditionChange>().AsNoTracking().Where(x => x.Number > since && x.Number <= number).OrderBy(x => x.Number).ToListAsync(ct);
            if (changes.Count == number - since)
                restock.Evict([.. changes.SelectMany(change => change.Tags.Split('\n')).Distinct(StringComparer.Ordinal)]);
            else
                restock.EvictAll();
            seen = number;
            files.Note(number);
        }
        finally
        {
            one.Release();
        }
    }

    private Task Hear()
    {
        try
        {
            beat.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already on its way.
        }
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        beat.Dispose();
        one.Dispose();
        base.Dispose();
    }
}
