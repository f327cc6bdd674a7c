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
internal sealed class Delivery : IAudited
{
    string IAudited.Called => Kind.ToString();

    /// <summary>Uploads in one call take at most 25 s (SafeHttp); every kept part renews it.</summary>
    public static readonly TimeSpan PrepareLease = TimeSpan.FromSeconds(60);

    /// <summary>The one call takes at most 25 s; five more for the answer to be written.</summary>
    public static readonly TimeSpan SendLease = TimeSpan.FromSeconds(30);

    /// <summary>When an unknown outcome is looked up, counted from the moment it became unknown; then a person is asked.</summary>
    public static readonly IReadOnlyList<TimeSpan> LookUps = [TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)];

    public static readonly TimeSpan AskAfter = TimeSpan.FromSeconds(60);

    private const string StillPreparing = "Publishing.StillPreparing";
    private const string OnHold = "Publishing.Paused";

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
    public string? SentenceArgs { get; private set; }
    public Guid? AnsweredBy { get; private set; }

    public Receipt? Receipt => RemoteId is { } id && Link is { } link ? new Receipt(id, new Uri(link)) : null;

    /// <summary>No lease and no lookup lies further ahead than this: what does was written by a clock that has been put back since.</summary>
    public static readonly TimeSpan Farthest = TimeSpan.FromMinutes(2);

    public bool IsLeased(DateTime now) => LeaseUntil > now && LeaseUntil < now + Farthest;

    /// <summary>Rules 1, 5, 8: only what is due (or lapsed while preparing), only before its cut-off; the fence grows.</summary>
    public bool LeaseToPrepare(string owner, DateTime now)
    {
        var due = State == DeliveryState.Waiting && NextAt <= now;
        var lapsed = State == DeliveryState.Preparing && !IsLeased(now);
        if ((!due && !lapsed) || CutOff <= now)
            return false;
        Lease(owner, now + PrepareLease);
        State = DeliveryState.Preparing;
        return true;
    }

    /// <summary>
    /// A real attempt begins: the first call is about to be made, under this account. Waiting for pictures and being held are part of the
    /// attempt that they interrupted; being put back before it is none.
    /// </summary>
    public void Begin(string account)
    {
        Must(DeliveryState.Preparing);
        Account = account;
        if (Attempt == 0 || SentenceKey is not (StillPreparing or OnHold))
            Attempt++;
    }

    public void Renew(DateTime now)
    {
        LeaseUntil = now + PrepareLease;
        Fence++;
    }

    /// <summary>Rule 2: written and committed before the one call. False when the cut-off has passed meanwhile.</summary>
    public bool Intend(DateTime now)
    {
        Must(DeliveryState.Preparing);
        if (CutOff <= now)
            return false;
        State = DeliveryState.Sending;
        IntentAt ??= now;
        LeaseUntil = now + SendLease;
        // Whoever loaded the row before this moment (a withdrawal, another node) writes nothing any more.
        Fence++;
        return true;
    }

    public void Published(Receipt receipt, DateTime now)
    {
        State = DeliveryState.Published;
        OnlyUntil = null;
        RemoteId = receipt.RemoteId;
        Link = receipt.Link.AbsoluteUri;
        PublishedAt = now;
        Release(now + TimeSpan.FromSeconds(2));
        Say(null);
    }

    /// <summary>Accepted; the network works on it.</summary>
    public void Processing(string ticket, DateTime again)
    {
        State = DeliveryState.Processing;
        Ticket = ticket;
        Release(again);
    }

    /// <summary>An earlier call may still have taken effect; only the network's memory of our key makes a repetition safe.</summary>
    public bool IsOpen => OnlyUntil is not null;

    /// <summary>May this row still be sent, or has the protection of an open outcome run out meanwhile?</summary>
    public bool MaySend(DateTime now) => OnlyUntil is null || OnlyUntil > now;

    /// <summary>Looked up and absent, for good or as long as the key protects a repetition: the same row again.</summary>
    public void MayRepeat(Sentence why, DateTime again, DateTime? onlyUntil)
    {
        NotExecuted(why, again);
        OnlyUntil = onlyUntil;
    }

    /// <summary>Certainly not executed: the same row again later.</summary>
    public void NotExecuted(Sentence why, DateTime again)
    {
        Must(DeliveryState.Preparing, DeliveryState.Sending, DeliveryState.Unknown, DeliveryState.Processing);
        State = DeliveryState.Waiting;
        UnknownAt = null;
        LookedUp = 0;
        // An open call of an earlier attempt stays on record: lookups must search from there.
        Release(again);
        Say(why);
    }

    public void Refused(Sentence why)
    {
        State = DeliveryState.Refused;
        Release(null);
        Say(why);
    }

    public void BecameUnknown(Sentence why, DateTime now, bool duplicate = false)
    {
        Must(DeliveryState.Sending, DeliveryState.Processing);
        State = DeliveryState.Unknown;
        UnknownAt = now;
        LookedUp = 0;
        Duplicate = duplicate;
        Release(now);
        Say(why);
    }

    /// <summary>A lookup, a poll or a read-back is work too: leased, so that two nodes do not do it at once.</summary>
    public bool LeaseToAsk(string owner, DateTime now)
    {
        if (IsLeased(now) || NextAt is null || NextAt > now)
            return false;
        Lease(owner, now + SendLease);
        return true;
    }

    /// <summary>The clock has been put back: what was to be asked soon would be asked much later.</summary>
    public void AskSoon(DateTime now)
    {
        Must(DeliveryState.Unknown, DeliveryState.Processing);
        UnknownAt = State == DeliveryState.Unknown ? now : null;
        Release(now);
    }

    /// <summary>The lookup could not tell: the next one, or (rule 7) a person.</summary>
    public void CouldNotTell(Sentence why, DateTime now)
    {
        Must(DeliveryState.Unknown);
        LookedUp++;
        if (LookedUp < LookUps.Count && UnknownAt is { } since && since + AskAfter > now)
        {
            Release(Max(since + LookUps[LookedUp], now + TimeSpan.FromSeconds(1)));
            return;
        }
        Ask(why);
    }

    /// <summary>Rule 13 too: what no rule fits is asked.</summary>
    public void Ask(Sentence why)
    {
        State = DeliveryState.Asking;
        OnlyUntil = null;
        Release(null);
        Say(why);
    }

    public void Missed()
    {
        Must(DeliveryState.Waiting, DeliveryState.Preparing);
        if (IsOpen)
        {
            Ask(new Sentence("Publishing.NobodyCanTell"));
            return;
        }
        State = DeliveryState.Missed;
        Release(null);
        Say(new Sentence("Publishing.Missed"));
    }

    public void WithdrawnBeforeSending(Sentence why)
    {
        if (IsOpen)
        {
            Ask(new Sentence("Publishing.NobodyCanTell"));
            return;
        }
        State = DeliveryState.Withdrawn;
        Release(null);
        Say(why);
    }

    /// <summary>The network still works on what was uploaded.</summary>
    public void WaitForPictures(DateTime again) => NotExecuted(new Sentence(StillPreparing), again);

    /// <summary>Publishing's pause: back to the queue, looked at again when it is lifted.</summary>
    public void Hold(DateTime again) => PutBack(new Sentence(OnHold), again);

    /// <summary>Nothing was tried: something else has to come first.</summary>
    public void PutBack(Sentence why, DateTime again)
    {
        Must(DeliveryState.Preparing, DeliveryState.Waiting);
        State = DeliveryState.Waiting;
        Release(again);
        Say(why);
    }

    /// <summary>Its page is live (or its new time has come to be known): from now on the round looks at it.</summary>
    public void Wake(DateTime at)
    {
        if (State != DeliveryState.Waiting)
            return;
        NextAt = at;
        Fence++;
    }

    public void Verified(DateTime now)
    {
        VerifiedAt = now;
        Release(null);
        Say(null);
    }

    public void NotVerifiedYet(DateTime? again)
    {
        ReadBacks++;
        Release(again);
    }

    public void GoneAtReadBack()
    {
        Release(null);
        Say(new Sentence("Publishing.GoneAtReadBack"));
    }

    /// <summary>Another time for what has not begun.</summary>
    public void Reschedule(DateTime due, DateTime cutOff, bool live)
    {
        Must(DeliveryState.Waiting);
        Due = due;
        CutOff = cutOff;
        NextAt = live ? due : null;
        Fence++;
    }

    /// <summary>A person gives it a new time (missed, refused and mended, or "it is not there, send").</summary>
    /// <param name="live">Its page is live; otherwise the page wakes it.</param>
    public void SendAgain(PersonId by, DateTime due, DateTime cutOff, bool live)
    {
        Must(DeliveryState.Missed, DeliveryState.Refused, DeliveryState.Asking);
        State = DeliveryState.Waiting;
        AnsweredBy = by.Value;
        Due = due;
        CutOff = cutOff;
        UnknownAt = null;
        LookedUp = 0;
        Duplicate = false;
        OnlyUntil = null;
        Release(live ? due : null);
        Say(null);
    }

    /// <summary>"It is there", with the link that a person pasted and the network confirmed.</summary>
    public void ItIsThere(PersonId by, Receipt receipt, DateTime now)
    {
        Must(DeliveryState.Asking);
        AnsweredBy = by.Value;
        Published(receipt, now);
    }

    /// <summary>A person decided that nothing more shall be done here.</summary>
    public void LeaveIt(PersonId by)
    {
        Must(DeliveryState.Asking, DeliveryState.Refused, DeliveryState.Missed);
        AnsweredBy = by.Value;
        State = DeliveryState.Withdrawn;
        Release(null);
        Say(new Sentence("Publishing.LeftAsItIs"));
    }

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
