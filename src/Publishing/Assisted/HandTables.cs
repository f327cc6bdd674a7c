using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>Who does a task that is done by hand: one at a time, so that two people do not post the same.</summary>
internal sealed class HandClaim : IVersioned
{
    private HandClaim() { }

    public HandClaim(DeliveryId delivery, int attempt) => (Delivery, Attempt) = (delivery, attempt);

    public DeliveryId Delivery { get; private set; }

    /// <summary>A task that is opened again is a new one.</summary>
    public int Attempt { get; private set; }
    public PersonId Taker { get; private set; }
    public DateTime TakenAt { get; private set; }
    public int Version { get; private set; }

    public void Take(PersonId taker, DateTime now) => (Taker, TakenAt) = (taker, now);
}

/// <summary>Somebody who does what is to be done by hand on a channel.</summary>
internal sealed class HandOwner : IAudited
{
    string IAudited.Called => "";

    private HandOwner() { }

    public HandOwner(ChannelId channel, PersonId person) => (Channel, Person) = (channel, person);

    public ChannelId Channel { get; private set; }
    public PersonId Person { get; private set; }
}

internal sealed class HandTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model)
    {
        model.Entity<HandClaim>(row =>
        {
            row.ToTable("publishing_hand_claim");
            row.HasKey(x => new { x.Delivery, x.Attempt });
        });
        model.Entity<HandOwner>(row =>
        {
            row.ToTable("publishing_hand_owner");
            row.HasKey(x => new { x.Channel, x.Person });
        });
    }
}
