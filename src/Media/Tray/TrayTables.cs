using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Library;

namespace Stadtfunk.Media.Tray;

internal sealed class TrayTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<TrayId>();

    public void Tables(ModelBuilder model) => model.Entity<TrayEntry>(entry =>
    {
        entry.ToTable("media_tray");
        entry.HasKey(x => x.Id);
        entry.Property(x => x.Sender).HasMaxLength(TrayEntry.MaxSender);
        entry.Property(x => x.Text).HasMaxLength(TrayEntry.MaxText);
        entry.Property(x => x.Key).HasMaxLength(TrayEntry.MaxKey);
        entry.HasIndex(x => x.Key).IsUnique();
        entry.HasIndex(x => new { x.State, x.At });
        entry.HasOne<Picture>().WithMany().HasForeignKey(x => x.Picture).OnDelete(DeleteBehavior.Cascade);
    });
}
