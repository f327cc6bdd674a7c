using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Library;

internal sealed class MediaTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions) => conventions.Id<PictureId>();

    public void Tables(ModelBuilder model)
    {
        model.Entity<Picture>(picture =>
        {
            picture.ToTable("media_picture");
            picture.HasKey(x => x.Id);
            picture.Property(x => x.FileName).HasMaxLength(Picture.MaxName);
            picture.Property(x => x.MediaType).HasMaxLength(40);
            picture.Property(x => x.Alt).HasMaxLength(Picture.MaxAlt);
            picture.Property(x => x.Credit).HasMaxLength(Picture.MaxCredit);
            picture.Property(x => x.Hash).HasMaxLength(64);
            picture.Property(x => x.SourceHash).HasMaxLength(64);
            picture.HasIndex(x => new { x.Unit, x.SourceHash }).IsUnique();
            picture.HasIndex(x => x.Hash);
        });
        model.Entity<Rendition>(rendition =>
        {
            rendition.ToTable("media_rendition");
            rendition.HasKey(x => new { x.Picture, x.Wish });
            rendition.Property(x => x.Wish).HasMaxLength(64);
            rendition.Property(x => x.Hash).HasMaxLength(64);
            rendition.Property(x => x.MediaType).HasMaxLength(40);
            rendition.HasIndex(x => x.Hash);
            rendition.HasOne<Picture>().WithMany().HasForeignKey(x => x.Picture).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
