using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What the courier and the lookups do with a row.</summary>
internal sealed partial class Delivery
{
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
        if (Attempt == 0 || SentenceKey is not (StillPreparing or Uploading or OnHold or Ahead))
            Attempt++;
    }

    /// <summary>It was prepared for another account than this, and certainly nothing of it is live there: what lies there is worth nothing here.</summary>
    public bool IsOfAnother(string account) => Kind == DeliveryKind.Publish && !IsOpen && Account is { } before && before != account;

    /// <summary>As if it had never been tried: nobody has to look for anything under this account.</summary>
    public void StartAnew()
    {
        Must(DeliveryState.Preparing);
        Account = Ticket = null;
        IntentAt = null;
        Say(null);
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

    /// <summary>An edit gave it another address. When it was published stays as it was.</summary>
    public void StandsAs(Receipt receipt) => (RemoteId, Link) = (receipt.RemoteId, receipt.Link.AbsoluteUri);

    /// <summary>Accepted; the network works on it.</summary>
    /// <param name="ticket">By which it is asked after.</param>
    /// <param name="again">Null: only a person will say.</param>
    /// <param name="forPerson">What a person has to do there first; null for nothing.</param>
    public void Processing(string ticket, DateTime? again, Sentence? forPerson)
    {
        State = DeliveryState.Processing;
        Ticket = ticket;
        Release(again);
        Say(forPerson);
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

    /// <summary>
    /// The network says that something has happened: looked at now instead of at the next turn. A lookup that was not due counts for nothing, so that no call of
    /// theirs brings the question to a person sooner; nor does it give the row more time.
    /// </summary>
    public void LookNow(DateTime now)
    {
        Must(DeliveryState.Unknown, DeliveryState.Processing);
        LookedUp = Math.Max(0, LookedUp - 1);
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

    /// <param name="why">Null: because its time has passed.</param>
    public void Missed(Sentence? why = null)
    {
        Must(DeliveryState.Waiting, DeliveryState.Preparing);
        if (IsOpen)
        {
            Ask(new Sentence("Publishing.NobodyCanTell"));
            return;
        }
        State = DeliveryState.Missed;
        Release(null);
        Say(why ?? new Sentence(TooLate));
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
    public void WaitForPictures(DateTime again, int? percent) =>
        NotExecuted(percent is { } there ? new Sentence(Uploading, $"{there}") : new Sentence(StillPreparing), again);

    /// <summary>Everything is there ahead of time; its page goes live first, and then the one call follows.</summary>
    public void ReadyAhead(DateTime again) => PutBack(new Sentence(Ahead), again);

    /// <summary>Refused ahead of its time, and told; the network may think otherwise at its time.</summary>
    public void RefuseAhead(Sentence why)
    {
        PutBack(why, Due);
        RefusedAhead = true;
    }

    /// <summary>Its time has come and its page is not live; what was said of it stays.</summary>
    public void AwaitPage(DateTime again)
    {
        Must(DeliveryState.Preparing);
        State = DeliveryState.Waiting;
        Release(again);
    }

    /// <summary>What could not be brought ahead of time is tried again at that time at the latest.</summary>
    public void AtTheLatest(DateTime at)
    {
        if (State == DeliveryState.Waiting && NextAt > at)
            NextAt = at;
    }

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

    /// <summary>From now on the round looks at it; not before a time that the network named while its video was brought there ahead.</summary>
    public void PageIsLive(DateTime now) => Wake(NextAt is { } named && named > now && named < now + TimeSpan.FromHours(1) ? named : now);

    /// <summary>Whoever else is about to change it while it has not begun to be sent has to look again.</summary>
    public void Touch()
    {
        if (State is DeliveryState.Waiting or DeliveryState.Preparing)
            Fence++;
    }

    public void Verified(DateTime now)
    {
        VerifiedAt = now;
        Release(null);
        Say(null);
    }

    /// <param name="again">Null: it is not looked at any more.</param>
    /// <param name="why">What people have to know; null for nothing.</param>
    public void NotVerifiedYet(DateTime? again, Sentence? why)
    {
        ReadBacks++;
        Release(again);
        Say(why);
    }

    /// <summary>It could not even be tried.</summary>
    public void ReadLater(DateTime again, Sentence why)
    {
        Must(DeliveryState.Published);
        Release(again);
        Say(why);
    }

    /// <summary>Nothing more is to be done with what stands there.</summary>
    public void LetBe()
    {
        Must(DeliveryState.Published);
        Release(null);
        Say(null);
    }

    /// <summary>Something is still to be done with what stands there.</summary>
    public void ReadAgain(DateTime now)
    {
        Must(DeliveryState.Published);
        ReadBacks = 0;
        Release(now);
    }

    public void GoneAtReadBack()
    {
        Release(null);
        Say(new Sentence("Publishing.GoneAtReadBack"));
    }
}
