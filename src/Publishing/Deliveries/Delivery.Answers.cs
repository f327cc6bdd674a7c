using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What people decide about a row.</summary>
internal sealed partial class Delivery
{
    /// <summary>Another time for what has not begun. Whoever is bringing a video there ahead of time loses the lease; what is there stays there.</summary>
    public void Reschedule(DateTime due, DateTime cutOff, bool live)
    {
        Must(DeliveryState.Waiting, DeliveryState.Preparing);
        State = DeliveryState.Waiting;
        Due = due;
        CutOff = cutOff;
        Release(live ? due : null);
        // What was said ahead of the old time is asked again ahead of the new one.
        if (RefusedAhead)
            Say(null);
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

    /// <summary>"It is there", with the link that a person pasted and the network confirmed; or, of a deletion, that somebody did by hand what was refused here.</summary>
    public void ItIsThere(PersonId by, Receipt receipt, DateTime now)
    {
        if (Kind == DeliveryKind.Delete)
            Must(DeliveryState.Asking, DeliveryState.Refused, DeliveryState.Missed);
        else
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
}
