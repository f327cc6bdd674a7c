namespace Stadtfunk.Website.Shelf;

/// <summary>
/// Finished public answers in memory: the ones asked for last, up to a number of bytes. Those that were not asked for in a while are folded to their smallest encoding, which takes a sixth.
/// Taken off by tag when an event says that they are no longer true.
/// </summary>
internal sealed class Shelf(TimeProvider clock)
{
    internal const long DefaultCapacity = 48 * 1024 * 1024;
    internal const long DefaultOpenCapacity = 4 * 1024 * 1024;

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> keysByTag = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long bytes;
    private long openBytes;

    public long Capacity { get; init; } = DefaultCapacity;

    /// <summary>For answers that stand ready in every encoding.</summary>
    public long OpenCapacity { get; init; } = DefaultOpenCapacity;

    public long Bytes => Interlocked.Read(ref bytes);

    public int Count => entries.Count;

    public Answer? Find(string key)
    {
        if (!entries.TryGetValue(key, out var entry))
            return null;
        // A rough clock is enough to know who was asked for last, and costs no lock.
        entry.UsedAt = Environment.TickCount64;
        return entry.Answer ?? Unfold(key, entry);
    }

    public bool IsOld(Answer answer, TimeSpan age) => clock.GetUtcNow().UtcDateTime - answer.MadeAt > age;

    public void Put(string key, Answer answer)
    {
        lock (gate)
        {
            Drop(key);
            entries[key] = new Entry(answer) { UsedAt = Environment.TickCount64 };
            bytes += answer.Size + key.Length * 2;
            openBytes += answer.Size;
            foreach (var tag in answer.Tags)
            {
                if (!keysByTag.TryGetValue(tag, out var keys))
                    keysByTag[tag] = keys = new(StringComparer.Ordinal);
                keys.Add(key);
            }
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

    // Two readers may unfold the same answer side by side: both get the same bytes, one stays.
    private Answer? Unfold(string key, Entry entry)
    {
        if (entry.Folded is not { } folded)
            return entry.Answer;
        var answer = folded.Unfold();
        lock (gate)
        {
            if (entry.Answer is not null || !entries.TryGetValue(key, out var still) || still != entry)
                return answer;
            entry.Answer = answer;
            bytes += answer.Size - folded.Size;
            openBytes += answer.Size;
            MakeRoom();
        }
        return answer;
    }

    private void MakeRoom()
    {
        // Down to nine tenths in one go, so that a full shelf does not sort itself at every new page.
        if (openBytes > OpenCapacity)
            foreach (var entry in entries.Values.Where(one => one.Answer is not null).OrderBy(one => one.UsedAt).ToList())
            {
                if (openBytes <= OpenCapacity / 10 * 9)
                    break;
                Fold(entry);
            }
        if (bytes > Capacity)
            foreach (var (key, _) in entries.OrderBy(pair => pair.Value.UsedAt).ToList())
            {
                if (bytes <= Capacity / 10 * 9)
                    return;
                Drop(key);
            }
    }

    private void Fold(Entry entry)
    {
        if (entry.Answer is not { } open || (entry.Folded ?? Folded.Of(open)) is not { } folded)
            return;
        entry.Folded = folded;
        entry.Answer = null;
        bytes -= open.Size - folded.Size;
        openBytes -= open.Size;
    }

    private void Drop(string key)
    {
        if (!entries.TryRemove(key, out var entry))
            return;
        bytes -= entry.Size + key.Length * 2;
        openBytes -= entry.Answer?.Size ?? 0;
        foreach (var tag in entry.Tags)
            if (keysByTag.TryGetValue(tag, out var keys) && keys.Remove(key) && keys.Count == 0)
                keysByTag.Remove(tag);
    }

    /// <summary>Once folded, what it folds to is kept: it shares its bytes with the open answer.</summary>
    private sealed class Entry(Answer answer)
    {
        private volatile Answer? open = answer;

        public Answer? Answer { get => open; set => open = value; }
        public Folded? Folded { get; set; }
        public IReadOnlySet<string> Tags { get; } = answer.Tags;
        public long UsedAt { get; set; }
        public int Size => open?.Size ?? Folded!.Size;
    }
}
