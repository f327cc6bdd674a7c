using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Media.Videos;

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
            picture.Property(x => x.Search).HasMaxLength(Picture.MaxSearch);
            picture.Property(x => x.LicenceNote).HasMaxLength(Picture.MaxNote);
            picture.Property(x => x.ConsentNote).HasMaxLength(Picture.MaxNote);
            picture.Ignore(x => x.Rights);
            picture.HasIndex(x => new { x.Unit, x.SourceHash }).IsUnique();
            picture.HasIndex(x => x.Hash);
            picture.HasIndex(x => new { x.AddedAt, x.Id });
            // The bin, newest first. Only of what lies in it: an index of everything else would draw the planner away from the order of the library.
            picture.HasIndex(x => new { x.AddedAt, x.Id }, "IX_media_picture_Bin").HasFilter("\"RemovedAt\" IS NOT NULL");
            picture.HasIndex(x => new { x.Consent, x.ConsentUntil });
            picture.HasMany(x => x.Tags).WithOne().HasForeignKey(x => x.Picture).OnDelete(DeleteBehavior.Cascade);
            picture.HasOne(x => x.Video).WithOne().HasForeignKey<Video>(x => x.Picture).OnDelete(DeleteBehavior.Cascade);
            picture.Navigation(x => x.Video).AutoInclude();
        });
        model.Entity<PictureTag>(tag =>
        {
            tag.ToTable("media_tag");
            tag.HasKey(x => new { x.Picture, x.Key });
            tag.Property(x => x.Name).HasMaxLength(PictureTag.MaxName);
            tag.Property(x => x.Key).HasMaxLength(PictureTag.MaxName);
            tag.HasIndex(x => new { x.Key, x.Picture });
            tag.HasIndex(x => new { x.Unit, x.Key, x.Name });
        });
        model.Entity<Video>(video =>
        {
            video.ToTable("media_video");
            video.HasKey(x => x.Picture);
            video.Ignore(x => x.Length);
            foreach (var name in (string[])[nameof(Video.Source), nameof(Video.SourceHash), nameof(Video.Hash), nameof(Video.Subtitles), nameof(Video.Trouble)])
                video.Property(name).HasMaxLength(64);
            video.Property(x => x.SubtitlesLanguage).HasMaxLength(35);
            video.HasIndex(x => x.State);
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
