using Stadtfunk.Lab.Ledger;

namespace Stadtfunk.Lab.Mastodon;

internal sealed record Status(string Id, string Account, string Text, string Spoiler, string Visibility, string? Language, string? InReplyTo,
    IReadOnlyList<string> Media, DateTime CreatedAt, DateTime? EditedAt);

internal sealed record Draft(string Text, string Spoiler, string Visibility, string? Language, string? InReplyTo, IReadOnlyList<string> Media);

/// <summary>Posts of one server and the idempotency keys of the last hour. Callers hold the instance's gate.</summary>
internal sealed class StatusStore(Instance instance, Book book, LabClock clock)
{
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(1);
    private readonly SortedDictionary<long, Status> statuses = [];
    private readonly Dictionary<(string Account, string Key), (string Id, DateTime At)> keys = [];

    public Status? Find(string id) => long.TryParse(id, out var number) ? statuses.GetValueOrDefault(number) : null;

    public IEnumerable<Status> NewestFirst() => statuses.Values.Reverse();

    public bool IsAttached(string mediumId, string? exceptTo) => statuses.Values.Any(status => status.Id != exceptTo && status.Media.Contains(mediumId));

    public Status? EarlierWith(string account, string? key) =>
        key is { Length: > 0 } && instance.Settings.HonoursIdempotencyKey && keys.TryGetValue((account, key), out var earlier)
            && clock.Now - earlier.At < KeyLifetime
            ? Find(earlier.Id)
            : null;

    public Status Add(string account, string? key, Draft draft, string root)
    {
        var status = new Status(instance.Ids.Next(), account, draft.Text, draft.Spoiler, draft.Visibility, draft.Language, draft.InReplyTo,
            draft.Media, clock.Now, null);
        Remember(status, key, clock.Now);
        Write(Entry.Post, status, key, root);
        return status;
    }

    public Status Change(Status status, Draft draft, string root)
    {
        var changed = status with
        {
            Text = draft.Text, Spoiler = draft.Spoiler, Language = draft.Language, Media = draft.Media, EditedAt = clock.Now,
        };
        statuses[long.Parse(status.Id)] = changed;
        Write(Entry.Edit, changed, null, root);
        return changed;
    }

    public void Remove(Status status, string root)
    {
        statuses.Remove(long.Parse(status.Id));
        Write(Entry.Delete, status, null, root);
    }

    public void WriteRepeat(Status status, string key, string root) => Write(Entry.Repeat, status, key, root);

    public void Replay(Entry entry)
    {
        var number = long.Parse(entry.Id);
        if (entry.Kind == Entry.Delete) statuses.Remove(number);
        if (entry.Kind is not (Entry.Post or Entry.Edit)) return;
        var first = statuses.GetValueOrDefault(number);
        Remember(new Status(entry.Id, entry.Account, entry.Text ?? "", entry.Spoiler ?? "", entry.Visibility ?? "public", entry.Language, entry.InReplyTo,
            [.. entry.Pictures.Select(picture => picture.Id)], first?.CreatedAt ?? entry.At, first is null ? null : entry.At), entry.Key, entry.At);
    }

    private void Remember(Status status, string? key, DateTime at)
    {
        statuses[long.Parse(status.Id)] = status;
        if (key is { Length: > 0 }) keys[(status.Account, key)] = (status.Id, at);
    }

    private void Write(string kind, Status status, string? key, string root) => book.Append(new Entry
    {
        At = clock.Now, Network = instance.Name, Account = status.Account, Kind = kind, Id = status.Id,
        Key = key is { Length: > 0 } ? key : null, Text = status.Text,
        Spoiler = status.Spoiler, Visibility = status.Visibility, Language = status.Language, InReplyTo = status.InReplyTo,
        Url = Views.UrlOf(status, root), Pictures = [.. status.Media.Select(id => instance.Media.Find(id)!.ForLedger)],
    });
}
