using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.Channels;

internal sealed class ChannelTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<ChannelId>();

    public void Tables(ModelBuilder model) => model.Entity<Channel>(channel =>
    {
        channel.ToTable("organisation_channels");
        channel.HasKey(x => x.Id);
        channel.Property(x => x.Network).HasMaxLength(40);
        channel.Property(x => x.Name).HasMaxLength(Channel.NameLength);
        channel.Property(x => x.Handle).HasMaxLength(Channel.HandleLength);
        channel.Property(x => x.Purpose).HasMaxLength(Channel.PurposeLength);
        channel.Property(x => x.PublicLink).HasMaxLength(Channel.LinkLength);
        channel.Property(x => x.Imprint).HasMaxLength(Channel.LinkLength);
        channel.Property(x => x.Privacy).HasMaxLength(Channel.LinkLength);
        channel.HasIndex(x => new { x.Network, x.Name }).IsUnique();
        channel.HasOne<Unit>().WithMany().HasForeignKey(x => x.Unit).OnDelete(DeleteBehavior.Restrict);
    });
}
