namespace Stadtfunk.Website.Shelf;

/// <summary>
/// Finished public answers in memory: the ones asked for last, up to a number of bytes. Taken off by tag when an event says that they are no longer true.
/// </summary>
internal sealed class Shelf(TimeProvider clock)
{
    internal const long DefaultCapacity = 64 * 1024 * 1024;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> keysByTag = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long bytes;

    public long Capacity { get; init; } = DefaultCapacity;

    public long Bytes => Interlocked.Read(ref bytes);

    public int Count => entries.Count;

    public Answer? Find(string key)
    {
        if (!entries.TryGetValue(key, out var entry))
            return null;
        // A rough clock is enough to know who was asked for last, and costs no lock.
        entry.UsedAt = Environment.TickCount64;
        return entry.Answer;
    }

    public bool IsOld(Answer answer, TimeSpan age) => clock.GetUtcNow().UtcDateTime - answer.MadeAt > age;

    public void Put(string key, Answer answer)
    {
        lock (gate)
        {
            Drop(key);
            entries[key] = new Entry(answer) { UsedAt = Environment.TickCount64 };
            bytes += answer.Size + key.Length * 2;
            foreach (var tag in answer.Tags)
            {
                if (!keysByTag.TryGetValue(tag, out var keys))
                    keysByTag[tag] = keys = new(StringComparer.Ordinal);
                keys.Add(key);
            }
            if (bytes > Capacity)
                MakeRoom();
        }
    }

    /// <summary>Takes everything off that is made of one of these; answers with what it took.</summary>
    public IReadOnlyCollection<string> Evict(IReadOnlyCollection<string> tags)
    {
        lock (gate)
        {
            var gone = tags.SelectMany(tag => keysByTag.GetValueOrDefault(tag) ?? []).ToHashSet(StringComparer.Ordinal);
            foreach (var key in gone)
                Drop(key);
            return gone;
        }
    }

    private void MakeRoom()
    {
        // Down to nine tenths in one go, so that a full shelf does not sort itself at every new page.
        foreach (var (key, _) in entries.OrderBy(pair => pair.Value.UsedAt).ToList())
        {
            if (bytes <= Capacity / 10 * 9)
                return;
            Drop(key);
        }
    }

    private void Drop(string key)
    {
        if (!entries.TryRemove(key, out var entry))
            return;
        bytes -= entry.Answer.Size + key.Length * 2;
        foreach (var tag in entry.Answer.Tags)
            if (keysByTag.TryGetValue(tag, out var keys) && keys.Remove(key) && keys.Count == 0)
                keysByTag.Remove(tag);
    }

    private sealed class Entry(Answer answer)
    {
        public Answer Answer { get; } = answer;
        public long UsedAt { get; set; }
    }
}
