using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// One act on one channel for one revision of one post; its row is the only truth. Every write carries the fence that the writer leased with
/// (a concurrency token): who lost the lease writes nothing. The methods are the only transitions that there are.
/// </summary>
internal sealed partial class Delivery : IAudited
{
    string IAudited.Called => Network;

    /// <summary>Uploads in one call take at most 25 s (SafeHttp); every kept part renews it.</summary>
    public static readonly TimeSpan PrepareLease = TimeSpan.FromSeconds(60);

    /// <summary>The one call takes at most 25 s; five more for the answer to be written.</summary>
    public static readonly TimeSpan SendLease = TimeSpan.FromSeconds(30);

    /// <summary>When an unknown outcome is looked up, counted from the moment it became unknown; then a person is asked.</summary>
    public static readonly IReadOnlyList<TimeSpan> LookUps = [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)];

    public static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(60);

    private const string StillPreparing = "Publishing.StillPreparing";
    private const string Uploading = "Publishing.Uploading";
    private const string OnHold = "Publishing.Paused";
    private const string Ahead = "Publishing.VideoIsThere";

    /// <summary>Said where its time passed and nothing else stopped it.</summary>
    public const string TooLate = "Publishing.Missed";

    private Delivery() { }

    public Delivery(PostId post, int revision, ChannelId channel, string network, DeliveryKind kind, string key, DateTime due, DateTime cutOff, DeliveryId? target, DateTime? nextAt)
    {
        Id = DeliveryId.New();
        Post = post;
        Revision = revision;
        Channel = channel;
        Network = network;
        Kind = kind;
        Key = key;
        Due = due;
        CutOff = cutOff;
        Target = target;
        NextAt = nextAt;
    }

    public DeliveryId Id { get; private set; }
    public PostId Post { get; private set; }
    public int Revision { get; private set; }
    public ChannelId Channel { get; private set; }
    public string Network { get; private set; } = "";
    public DeliveryKind Kind { get; private set; }
    public DateTime Due { get; private set; }
    public DateTime CutOff { get; private set; }
    public DeliveryState State { get; private set; }

    /// <summary>How often it was really tried.</summary>
    public int Attempt { get; private set; }

    /// <summary>The account under which it was last tried (<see cref="Accounts"/>): only there it can be looked up, changed and taken away.</summary>
    public string? Account { get; private set; }
    public long Fence { get; private set; }
    public string? Owner { get; private set; }
    public DateTime? LeaseUntil { get; private set; }

    /// <summary>Idempotency key or own record key; never changes.</summary>
    public string Key { get; private set; } = "";

    /// <summary>For an edit or delete: the delivery whose receipt it acts on.</summary>
    public DeliveryId? Target { get; private set; }

    /// <summary>When the first call whose outcome is open was made.</summary>
    public DateTime? IntentAt { get; private set; }
    public DateTime? UnknownAt { get; private set; }
    public int LookedUp { get; private set; }

    /// <summary>The network says that it has it already: not found means refused, not sent again.</summary>
    public bool Duplicate { get; private set; }

    /// <summary>What it said then; stays until it is clear what that meant.</summary>
    public Sentence? Refusal => Duplicate && State == DeliveryState.Unknown && SentenceKey is { } key
        ? new Sentence(key, SentenceArgs?.Split('\u001f') ?? [])
        : null;

    /// <summary>
    /// "Send again" is safe only until then, because only a server's memory of our key protects it; afterwards an open outcome is asked.
    /// Null when nothing is open.
    /// </summary>
    public DateTime? OnlyUntil { get; private set; }
    public string? Ticket { get; private set; }
    public string? RemoteId { get; private set; }
    public string? Link { get; private set; }
    public DateTime? PublishedAt { get; private set; }
    public DateTime? VerifiedAt { get; private set; }
    public int ReadBacks { get; private set; }

    /// <summary>When a round looks at it next; null when only a person or another event moves it on.</summary>
    public DateTime? NextAt { get; private set; }
    public string? SentenceKey { get; private set; }

    /// <summary>The network would not have it when its video was brought there ahead of its time, for the reason that stands here; it is decided when its time has come.</summary>
    public bool RefusedAhead { get; private set; }
    public string? SentenceArgs { get; private set; }
    public Guid? AnsweredBy { get; private set; }

    public Receipt? Receipt => RemoteId is { } id && Link is { } link ? new Receipt(id, new Uri(link)) : null;

    /// <summary>No lease and no lookup lies further ahead than this: what does was written by a clock that has been put back since.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromMinutes(2);

    public bool IsLeased(DateTime now) => LeaseUntil > now && LeaseUntil < now + Farthest;

    private void Lease(string owner, DateTime until)
    {
        Owner = owner;
        LeaseUntil = until;
        Fence++;
    }

    private void Release(DateTime? next)
    {
        LeaseUntil = null;
        Owner = null;
        NextAt = next;
        Fence++;
    }

    private void Say(Sentence? why)
    {
        SentenceKey = why?.Key;
        SentenceArgs = why is { Args.Length: > 0 } ? string.Join('\u001f', why.Args) : null;
        RefusedAhead = false;
    }

    private void Must(params ReadOnlySpan<DeliveryState> states)
    {
        foreach (var state in states)
            if (State == state)
                return;
        throw new InvalidOperationException($"A delivery that is {State} cannot do this.");
    }

    private static DateTime Max(DateTime a, DateTime b) => a > b ? a : b;
}
