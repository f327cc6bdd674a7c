using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Slow;

/// <summary>Latency of one post in all, and whether posts can be looked up by key.</summary>
internal sealed record SlowSettings(int LatencyMs = 200, bool Lookup = true);

internal sealed record SlowPost(string Id, string Channel, string? Key, string Text, string Url);

/// <summary>
/// A network with the simplest contract that can be. It does not know idempotency: the same key twice makes two posts,
/// so a sender that repeats itself is found out.
/// </summary>
internal sealed class SlowNetwork
{
    public const string Name = "slow";
    private readonly Lock gate = new();
    private readonly Dictionary<string, SlowPost> posts = [];
    private readonly Book book;
    private readonly LabClock clock;
    private long last;

    public SlowNetwork(Book book, LabClock clock)
    {
        this.book = book;
        this.clock = clock;
        foreach (var entry in book.Read(Name))
        {
            last = Math.Max(last, long.Parse(entry.Id));
            if (entry.Kind == Entry.Post) posts[entry.Id] = new SlowPost(entry.Id, entry.Account, entry.Key, entry.Text!, entry.Url!);
            else posts.Remove(entry.Id);
        }
    }

    public SlowSettings Settings { get; set; } = new();

    public SlowPost Accept(string channel, string? key, string text, IReadOnlyList<EntryPicture> pictures, string root)
    {
        lock (gate)
        {
            var id = (++last).ToString();
            var post = new SlowPost(id, channel, key, text, $"{root}/slow/{channel}/posts/{id}");
            book.Append(new Entry
            {
                At = clock.Now, Network = Name, Account = channel, Kind = Entry.Post, Id = id, Key = key, Text = text, Url = post.Url, Pictures = pictures,
            });
            return posts[id] = post;
        }
    }

    public bool Delete(string channel, string id)
    {
        lock (gate)
        {
            if (!posts.TryGetValue(id, out var post) || post.Channel != channel) return false;
            posts.Remove(id);
            book.Append(new Entry { At = clock.Now, Network = Name, Account = channel, Kind = Entry.Delete, Id = id, Key = post.Key, Text = post.Text });
            return true;
        }
    }

    public IReadOnlyList<SlowPost> Find(string channel, string? key)
    {
        lock (gate) return [.. posts.Values.Where(post => post.Channel == channel && (key is null || post.Key == key)).OrderBy(post => long.Parse(post.Id))];
    }

    public SlowPost? Read(string channel, string id)
    {
        lock (gate) return posts.GetValueOrDefault(id) is { } post && post.Channel == channel ? post : null;
    }

    public void Reset()
    {
        lock (gate)
        {
            posts.Clear();
            Settings = new SlowSettings();
        }
    }
}
