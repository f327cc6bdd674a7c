using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Categories;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Editorial;

/// <summary>The tables of this room.</summary>
internal sealed class EditorialTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
        conventions.Id<PostId>();
        conventions.Id<CategoryId>();
    }

    public void Tables(ModelBuilder model)
    {
        Posts(model);
        model.Entity<Revision>(revision =>
        {
            revision.ToTable("editorial_revision");
            revision.HasKey(x => new { x.Post, x.Number });
            revision.Property(x => x.Channels).HasMaxLength(8000);
            revision.HasOne<Post>().WithMany().HasForeignKey(x => x.Post).OnDelete(DeleteBehavior.Restrict);
            revision.HasMany(x => x.Pictures).WithOne().HasForeignKey(x => new { x.Post, x.Number }).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<RevisionPicture>(picture =>
        {
            picture.ToTable("editorial_revision_picture");
            picture.HasKey(x => new { x.Post, x.Number, x.Picture });
            picture.HasIndex(x => x.Picture);
        });
        model.Entity<Edition>(edition =>
        {
            edition.ToTable("editorial_edition");
            edition.HasKey(x => new { x.Post, x.Number });
            edition.Ignore(x => x.Content);
            edition.HasOne<Post>().WithMany().HasForeignKey(x => x.Post).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Comment>(comment =>
        {
            comment.ToTable("editorial_comment");
            comment.HasKey(x => x.Id);
            comment.Property(x => x.Text).HasMaxLength(Comment.MaxText);
            comment.HasIndex(x => x.Post);
            comment.HasOne<Post>().WithMany().HasForeignKey(x => x.Post).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<ApprovalRule>(rule =>
        {
            rule.ToTable("editorial_approval_rule");
            rule.HasKey(x => x.Unit);
        });
        model.Entity<Decision>(decision =>
        {
            decision.ToTable("editorial_decision");
            decision.HasKey(x => x.Id);
            decision.Property(x => x.Hash).HasMaxLength(64);
            decision.Property(x => x.Comment).HasMaxLength(4000);
            decision.HasIndex(x => x.Post);
            // The list of all decisions, newest first, by each of its filters.
            decision.HasIndex(x => new { x.Unit, x.At });
            decision.HasIndex(x => new { x.Unit, x.Kind, x.At });
            decision.HasIndex(x => new { x.By, x.At });
            decision.HasIndex(x => x.At);
            decision.HasOne<Post>().WithMany().HasForeignKey(x => x.Post).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Category>(category =>
        {
            category.ToTable("editorial_category");
            category.HasKey(x => x.Id);
            category.Property(x => x.Name).HasMaxLength(60);
            category.Property(x => x.Slug).HasMaxLength(60);
            category.Property(x => x.Colour).HasMaxLength(20);
            category.Property(x => x.TemplateTitle).HasMaxLength(2000);
            category.Property(x => x.TemplateText).HasMaxLength(40000);
            category.HasIndex(x => x.Slug).IsUnique();
        });
    }

    private static void Posts(ModelBuilder model)
    {
        model.Entity<Post>(post =>
        {
            post.ToTable("editorial_post");
            post.HasKey(x => x.Id);
            post.Property(x => x.Title).HasMaxLength(2000);
            post.Property(x => x.Link).HasMaxLength(2000);
            post.Property(x => x.Language).HasMaxLength(35);
            post.Property(x => x.ApprovedHash).HasMaxLength(64);
            post.Property(x => x.Code).HasMaxLength(8);
            post.Property(x => x.Slug).HasMaxLength(160);
            post.HasIndex(x => x.Slug).IsUnique();
            post.HasIndex(x => new { x.Unit, x.ChangedAt });
            post.HasIndex(x => new { x.State, x.ChangedAt });
            post.HasIndex(x => new { x.Category, x.ChangedAt });
            post.HasIndex(x => new { x.Author, x.ChangedAt });
            post.HasIndex(x => new { x.State, x.SubmittedAt });
            post.HasIndex(x => x.ChangedAt);
            post.HasIndex(x => x.Due);
            post.HasIndex(x => x.PublicSince);
            post.HasMany(x => x.Pictures).WithOne().HasForeignKey(x => x.Post).OnDelete(DeleteBehavior.Cascade);
            post.HasMany(x => x.Variants).WithOne().HasForeignKey(x => x.Post).OnDelete(DeleteBehavior.Cascade);
            post.Ignore(x => x.Content);
            post.Ignore(x => x.Rewritten);
            post.Ignore(x => x.IsPublic);
        });
        model.Entity<PostPicture>(picture =>
        {
            picture.ToTable("editorial_post_picture");
            picture.HasKey(x => new { x.Post, x.Picture });
            picture.Property(x => x.Alt).HasMaxLength(20000);
            picture.HasIndex(x => x.Picture);
        });
        model.Entity<Variant>(variant =>
        {
            variant.ToTable("editorial_variant");
            variant.HasKey(x => new { x.Post, x.Channel });
            variant.HasIndex(x => x.Channel);
            variant.Property(x => x.Form).HasMaxLength(20);
            variant.Property(x => x.Terms).HasMaxLength(2000).HasConversion(
                said => said == null ? null : JsonSerializer.Serialize(said, JsonSerializerOptions.Web), kept => kept == null ? null : JsonSerializer.Deserialize<Terms>(kept, JsonSerializerOptions.Web));
        });
    }
}
