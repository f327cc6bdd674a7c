using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Shelf;

/// <summary>
/// Fills the shelf. However many ask for a page at once, it is made once; a change that comes while it is being made has it made again. When it cannot be made, the one from the disk
/// is shown, and when there is none, a page that says so.
/// </summary>
internal sealed class Restock(IServiceScopeFactory scopes, Shelf shelf, MissingPages missing, PublicFiles files, TimeProvider clock, ILogger<Restock> log)
{
    /// <summary>More than this many different pages at once is not a crowd of readers.</summary>
    private const int MostAtOnce = 256;

    /// <summary>Of pages put together from filters: whoever tries them all out must not stand in the way of posts.</summary>
    private const int MostChosenAtOnce = 64;

    /// <summary>So often a page is made again because something has changed meanwhile.</summary>
    private const int MostTurns = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // As many as the processors can do side by side, and one that waits for the database.
    private readonly SemaphoreSlim presses = new(Environment.ProcessorCount + 1);
    private readonly SemaphoreSlim sidePresses = new(2);
    private readonly Dictionary<string, Making> making = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Pages that were just taken off and stand on the disk too: to be made again soon.</summary>
    public event Action<IReadOnlyCollection<string>>? Evicted;

    /// <summary>The page, from the shelf or made now.</summary>
    public async Task<Answer> Get(PublicAddress address, CancellationToken ct)
    {
        if (address is PublicAddress.MovedTo moved)
            return Answer.Of(PublicPages.Moved(moved), clock.GetUtcNow().UtcDateTime, stale: false);
        if (shelf.Find(address.Key) is { } ready)
            return ready;
        if (missing.Has(address.Key))
            return await Get(PublicAddress.Nowhere, ct);
        if (Start(address) is not { } made)
            return Away();
        return await WithPatience(address, made, ct) ?? await Get(PublicAddress.Nowhere, ct);
    }

    /// <summary>Makes the page anew while the old one is still being shown.</summary>
    public void Refresh(PublicAddress address) => Start(address);

    public void Evict(IReadOnlyCollection<string> tags)
    {
        IReadOnlyCollection<string> gone;
        lock (gate)
        {
            foreach (var one in making.Values)
                one.Changed.UnionWith(tags);
            gone = shelf.Evict(tags);
            missing.Clear();
        }
        foreach (var tag in tags)
            if (Tags.PageGone(tag) is { } page)
                files.Remove(page);
        var pages = tags.Select(Tags.KeyOfPage).OfType<string>();
        var lists = tags.Contains(Tags.Wall) ? PublicAddress.Lists : [];
        Evicted?.Invoke([.. gone.Concat(pages).Concat(lists).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Nobody knows what has changed: everything is made anew, and no old file is trusted.</summary>
    public void EvictAll()
    {
        files.RemoveAll();
        Evict([Tags.City, Tags.Wall, Tags.Channels, Tags.Categories]);
    }

    private Task<Answer?>? Start(PublicAddress address)
    {
        Making mine;
        lock (gate)
        {
            if (making.TryGetValue(address.Key, out var running))
                return running.Made.Task;
            var chosen = address is PublicAddress.WallAt { IsChosen: true };
            if (making.Values.Count(one => one.IsChosen == chosen) >= (chosen ? MostChosenAtOnce : MostAtOnce))
                return null;
            making[address.Key] = mine = new Making(chosen);
        }
        _ = Task.Run(() => Make(address, mine));
        return mine.Made.Task;
    }

    private async Task<Answer?> WithPatience(PublicAddress address, Task<Answer?> made, CancellationToken ct)
    {
        var first = await Task.WhenAny(made, Task.Delay(Patience, clock, ct));
        ct.ThrowIfCancellationRequested();
        if (first != made && await files.Read(address.Key, ct) is { } kept)
            return Answer.Of(kept, clock.GetUtcNow().UtcDateTime, stale: true);
        return await made.WaitAsync(ct);
    }

    // Not tied to one reader's connection: others wait for the same page.
    private async Task Make(PublicAddress address, Making mine)
    {
        var press = mine.IsChosen ? sidePresses : presses;
        await press.WaitAsync(CancellationToken.None);
        // From here on: who waits for a press is not slow.
        using var limit = new CancellationTokenSource(Limit, clock);
        try
        {
            mine.Made.SetResult(await MakeTrue(address, mine, limit.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Log.TooSlow(log, address.Key, (int)Limit.TotalSeconds);
            mine.Made.SetResult(await Fallback(address, mine));
        }
        catch (Exception outage)
        {
            Log.NotMade(log, address.Key, outage);
            mine.Made.SetResult(await Fallback(address, mine));
        }
        finally
        {
            lock (gate)
                Leave(address, mine);
            // Only if not even the old one could be fetched: nobody waits for ever.
            mine.Made.TrySetResult(Away());
            press.Release();
        }
    }

    /// <summary>Null: there is nothing at this address.</summary>
    private async Task<Answer?> MakeTrue(PublicAddress address, Making mine, CancellationToken ct)
    {
        for (var turn = 0; ; turn++)
        {
            lock (gate)
                mine.Changed.Clear();
            await using var scope = scopes.CreateAsyncScope();
            var sheet = await scope.ServiceProvider.GetRequiredService<PublicPages>().Make(address, ct);
            if (sheet is null)
            {
                files.Remove(address.Key);
                lock (gate)
                {
                    // What has changed meanwhile may be the page itself, published after it was looked for.
                    var mayBeThere = mine.Changed.Count > 0;
                    if (mayBeThere && turn < MostTurns)
                        continue;
                    if (!mayBeThere)
                        missing.Add(address.Key);
                    Leave(address, mine);
                }
                return null;
            }
            var answer = Finish(address, sheet);
            if (sheet.Status == 200)
                await files.Write(address.Key, sheet, ct);
            else
                files.Remove(address.Key);
            lock (gate)
            {
                var changed = mine.Changed.Overlaps(sheet.Tags);
                if (changed && turn < MostTurns)
                    continue;
                if (changed)
                    files.Remove(address.Key);
                // The last turn is shown to those who wait, but not kept: the next reader has it made again.
                // Redirects have endless addresses and cost next to nothing.
                if (!changed && sheet.Location is null)
                    shelf.Put(address.Key, answer);
                Leave(address, mine);
            }
            return answer;
        }
    }

    private Answer Finish(PublicAddress address, Sheet sheet)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return shelf.Find(address.Key) is { IsStale: false } old && old.Shows(sheet) ? old.Again(sheet, now, stale: false) : Answer.Of(sheet, now, stale: false);
    }

    private async Task<Answer> Fallback(PublicAddress address, Making mine)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        Answer answer;
        if (shelf.Find(address.Key) is { } old)
            answer = old.Again(old.Sheet, now, stale: true);
        else if (await files.Read(address.Key, CancellationToken.None) is { } kept)
            answer = Answer.Of(kept, now, stale: true);
        else
            return Away();
        lock (gate)
        {
            Leave(address, mine);
            // Taken back while the old one was fetched.
            if (mine.Changed.Any(tag => Tags.PageGone(tag) == address.Key))
                return Away();
            shelf.Put(address.Key, answer);
        }
        return answer;
    }

    // In one breath with the shelf: who asks after the next change is not given what was made before it.
    private void Leave(PublicAddress address, Making mine)
    {
        if (making.GetValueOrDefault(address.Key) == mine)
            making.Remove(address.Key);
    }

    private Answer Away() => Answer.Of(AwayPage.Sheet(), clock.GetUtcNow().UtcDateTime, stale: true);

    private sealed class Making(bool chosen)
    {
        public bool IsChosen { get; } = chosen;

        public TaskCompletionSource<Answer?> Made { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>What changed since it was begun.</summary>
        public HashSet<string> Changed { get; } = new(StringComparer.Ordinal);
    }
}
