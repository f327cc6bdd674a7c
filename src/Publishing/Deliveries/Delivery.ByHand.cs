using Stadtfunk.Kernel.Access;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>The transitions of a row that a person does by hand.</summary>
internal sealed partial class Delivery
{
    /// <summary>What lies in the network's app as a draft until a person finishes it: while it is processed, nothing else is said of a row.</summary>
    public Sentence? ForPerson => State == DeliveryState.Processing && SentenceKey is { } key ? new Sentence(key, SentenceArgs?.Split('\u001f') ?? []) : null;

    /// <summary>Said where nobody answered for a task in time.</summary>
    public const string HandLate = "Publishing.Hand.Deadline";

    /// <summary>Is it a person's turn?</summary>
    public bool WaitsForHand => State is DeliveryState.Processing or DeliveryState.Asking;

    /// <summary>"It is done", with the link that was pasted or the channel's own.</summary>
    public void DoneByHand(PersonId by, Receipt receipt, DateTime now)
    {
        Must(DeliveryState.Processing, DeliveryState.Asking);
        Ended(by, receipt, now);
    }

    /// <summary>A change that was posted together with what it changes: there is nothing more to do for it.</summary>
    public void DoneWithAnother(PersonId by, Receipt receipt, DateTime now)
    {
        Must(DeliveryState.Waiting);
        Ended(by, receipt, now);
    }

    /// <summary>"It was not done": for certain nothing is there.</summary>
    public void NotDoneByHand(PersonId by, Sentence why)
    {
        Must(DeliveryState.Processing, DeliveryState.Asking);
        AnsweredBy = by.Value;
        Refused(why);
    }

    private void Ended(PersonId by, Receipt receipt, DateTime now)
    {
        AnsweredBy = by.Value;
        Published(receipt, now);
        // No machine can read it back.
        NextAt = null;
    }
}
