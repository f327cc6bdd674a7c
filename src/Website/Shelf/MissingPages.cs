using System.Collections.Concurrent;

namespace Stadtfunk.Website.Shelf;

/// <summary>Addresses at which there was nothing a moment ago. They share one 404 page, so that made-up addresses fill neither the shelf nor the database's day.</summary>
internal sealed class MissingPages(TimeProvider clock)
{
    private const int Most = 5_000;
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DateTime> until = new(StringComparer.Ordinal);

    public bool Has(string key) => until.TryGetValue(key, out var end) && end > clock.GetUtcNow().UtcDateTime;

    public void Add(string key)
    {
        if (until.Count >= Most)
            until.Clear();
        until[key] = clock.GetUtcNow().UtcDateTime + Brief;
    }

    public void Clear() => until.Clear();
}
