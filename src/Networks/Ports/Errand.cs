namespace Stadtfunk.Networks.Ports;

/// <summary>
/// One act on one channel for one revision of one post, as a network sees it. The courier owns the row behind it; what a network learns on the
/// way (an uploaded picture's id) it keeps with <see cref="Keep"/>, and finds again in <see cref="Parts"/> after any interruption.
/// </summary>
public sealed class Errand(
    ErrandKind kind,
    string key,
    Outgoing post,
    Session session,
    Receipt? receipt,
    string? ticket,
    IReadOnlyDictionary<string, string> parts,
    Func<string, string, CancellationToken, Task> keep,
    Action<Call> note)
{
    private readonly Dictionary<string, string> known = new(parts);

    public ErrandKind Kind { get; } = kind;

    /// <summary>
    /// Stable for the row, chosen by <see cref="IPublisher.NewKey"/> and stored before anything is sent: an own record key (Bluesky TID) or an idempotency key.
    /// </summary>
    public string Key { get; } = key;

    public Outgoing Post { get; } = post;

    public Session Session { get; } = session;

    /// <summary>For an edit or a delete: what is live.</summary>
    public Receipt? Receipt { get; } = receipt;

    /// <summary>From an earlier <see cref="Step.Waiting"/>.</summary>
    public string? Ticket { get; } = ticket;

    /// <summary>
    /// UTC; when the intent for the first publish call of this row was written, null when none was made. Lookups need it: only what stands
    /// there since then can be ours, and an idempotency key is only kept for a while.
    /// </summary>
    public DateTime? IntentAt { get; init; }

    /// <summary>
    /// UTC; when the intent for the newest publish call of this row was written. How long the network has had it is counted from here: a person may have had the row
    /// sent again days after the first call.
    /// </summary>
    public DateTime? SentAt { get => field ?? IntentAt; init; }

    /// <summary>UTC; when the receipt came. How long a post has stood there is counted from here: between the call and the receipt there may be hours.</summary>
    public DateTime? PublishedAt { get => field ?? SentAt; init; }

    /// <summary>UTC; when the last call's outcome became unknown: a server may still be working on it for a while. Null when nothing is open.</summary>
    public DateTime? UnknownAt { get; init; }

    /// <summary>What the network said with its <see cref="Step.Duplicate"/>; null when the outcome is open for another reason.</summary>
    public Sentence? Refusal { get; init; }

    /// <summary>UTC; for an edit: when what it changes was published, null where that is not known.</summary>
    public DateTime? LiveSince { get; init; }

    /// <summary>For an edit: what the row that published had prepared, by name. Empty for all others.</summary>
    public IReadOnlyDictionary<string, string> PartsOfLive { get; init; } = new Dictionary<string, string>();

    /// <summary>What was prepared so far, by name.</summary>
    public IReadOnlyDictionary<string, string> Parts => known;

    /// <summary>Writes a prepared part to the row at once. Throws <see cref="OperationCanceledException"/> when the lease is lost: stop then, before any further call.</summary>
    public async Task Keep(string name, string value, CancellationToken ct)
    {
        await keep(name, value, ct);
        known[name] = value;
    }

    /// <summary>As <see cref="Keep"/>, for what lets anybody act who reads it (the address of an upload): such a part lies encrypted.</summary>
    public Task KeepSealed(string name, string value, CancellationToken ct) => Keep(Sealed + name, value, ct);

    /// <summary>A part that was kept sealed, "" when there is none.</summary>
    public string Opened(string name) => known.GetValueOrDefault(Sealed + name, "");

    /// <summary>Begins the name of a part that lies encrypted.</summary>
    public const string Sealed = "~";

    /// <summary>The part that is kept once the post is pinned.</summary>
    public const string Pinned = "pinned";

    /// <summary>Notes a call that was made for the attempts table.</summary>
    public void Note(Call call) => note(call);
}

/// <summary>One HTTP call as the attempts table keeps it: no tokens, no texts.</summary>
/// <param name="Name">Method and path template, for example <c>POST statuses</c>.</param>
/// <param name="Status">HTTP status; null when no answer came.</param>
/// <param name="Code">The network's own error code or our word for the transport's failure (<c>timeout</c>, <c>reset</c>).</param>
/// <param name="RequestId">The network's request id, where it gives one.</param>
/// <param name="Took">How long.</param>
public sealed record Call(string Name, int? Status, string? Code, string? RequestId, TimeSpan Took)
{
    /// <summary>How much of its allowance the network said was used; null where it did not say.</summary>
    public Usage? Usage { get; init; }
}
