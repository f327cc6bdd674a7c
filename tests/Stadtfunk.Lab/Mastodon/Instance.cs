using Stadtfunk.Lab.Accounts;
using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Mastodon;

/// <summary>One Mastodon server: what it knows, and the lock under which it changes.</summary>
internal sealed class Instance
{
    public Instance(string name, string data, Book book, AccountBook accounts, LabClock clock)
    {
        Name = name;
        Accounts = accounts;
        Allowances = new Allowances(clock);
        Ids = new Snowflakes(clock);
        Media = new MediaStore(this, data, book, clock);
        Statuses = new StatusStore(this, book, clock);
        Apps = new AppRegistry(clock, Path.Combine(data, $"{name}-apps.jsonl"));
        foreach (var entry in book.Read(name))
        {
            Ids.Seen(entry.Id);
            if (entry.Kind == Entry.Media) Media.Replay(entry);
            else Statuses.Replay(entry);
        }
    }

    public string Name { get; }
    public Lock Gate { get; } = new();
    public MastodonSettings Settings { get; set; } = new();
    public AccountBook Accounts { get; }
    public Allowances Allowances { get; }
    public Snowflakes Ids { get; }
    public MediaStore Media { get; }
    public StatusStore Statuses { get; }
    public AppRegistry Apps { get; }
}

/// <summary>Ids that grow with time, as Mastodon's do; clients page by them.</summary>
internal sealed class Snowflakes(LabClock clock)
{
    private readonly Lock gate = new();
    private long last;

    public string Next()
    {
        lock (gate) return (last = Math.Max(last + 1, clock.GetUtcNow().ToUnixTimeMilliseconds() << 16)).ToString();
    }

    public void Seen(string id) => last = Math.Max(last, long.Parse(id));
}
