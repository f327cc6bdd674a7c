using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

internal sealed class DeliveryTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<DeliveryId>();

    public void Tables(ModelBuilder model)
    {
        model.Entity<Delivery>(row =>
        {
            row.ToTable("publishing_delivery");
            row.HasKey(x => x.Id);
            row.Property(x => x.Fence).IsConcurrencyToken();
            row.Property(x => x.Network).HasMaxLength(40);
            row.Property(x => x.Key).HasMaxLength(80);
            row.Property(x => x.Owner).HasMaxLength(120);
            row.Property(x => x.Account).HasMaxLength(520);
            row.Property(x => x.RemoteId).HasMaxLength(500);
            row.Property(x => x.Link).HasMaxLength(1000);
            row.Property(x => x.SentenceKey).HasMaxLength(120);
            row.Property(x => x.SentenceArgs).HasMaxLength(2000);
            row.Ignore(x => x.Receipt);
            row.Ignore(x => x.IsOpen);
            row.Ignore(x => x.Refusal);
            row.HasIndex(x => new { x.Post, x.Channel, x.Revision, x.Kind }).IsUnique();
            // The rounds ask for these two all the time.
            row.HasIndex(x => new { x.State, x.NextAt });
            row.HasIndex(x => new { x.Channel, x.State, x.NextAt });
            row.HasIndex(x => x.Target);
            row.HasIndex(x => new { x.Channel, x.IntentAt });
        });
        model.Entity<Release>(row =>
        {
            row.ToTable("publishing_release");
            row.HasKey(x => new { x.Post, x.Revision });
            row.Property(x => x.Turn).IsConcurrencyToken();
            row.Ignore(x => x.After);
            row.HasIndex(x => new { x.LiveAt, x.Due });
            row.HasIndex(x => new { x.Held, x.Due });
            row.HasIndex(x => x.Due);
        });
        model.Entity<Attempt>(row =>
        {
            row.ToTable("publishing_attempt");
            row.HasKey(x => x.Id);
            row.Property(x => x.What).HasMaxLength(80);
            row.Property(x => x.Code).HasMaxLength(80);
            row.Property(x => x.RequestId).HasMaxLength(120);
            row.HasIndex(x => x.Delivery);
        });
        model.Entity<Part>(row =>
        {
            row.ToTable("publishing_part");
            row.HasKey(x => new { x.Delivery, x.Name });
            row.Property(x => x.Name).HasMaxLength(160);
        });
        model.Entity<Pause>(row =>
        {
            row.ToTable("publishing_pause");
            row.HasKey(x => x.About);
            row.Ignore(x => x.IsAfterRestore);
        });
        model.Entity<Patience>(row =>
        {
            row.ToTable("publishing_patience");
            row.HasKey(x => x.Channel);
            row.Property(x => x.SentenceKey).HasMaxLength(120);
            row.Property(x => x.SentenceArgs).HasMaxLength(2000);
        });
    }
}
