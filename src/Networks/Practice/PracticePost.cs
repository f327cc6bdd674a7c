using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Networks.Practice;

/// <summary>A post as the training network keeps it, as a foreign server would: its own table, its own transaction.</summary>
internal sealed class PracticePost
{
    private PracticePost()
    {
    }

    public PracticePost(string account, string key, PracticeContent content, DateTime now)
    {
        Id = Guid.CreateVersion7();
        Account = account;
        Key = key;
        PublishedAt = now;
        Take(content);
    }

    public Guid Id { get; private set; }
    public string Account { get; private set; } = "";
    public string Key { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string? Card { get; private set; }
    public List<PracticePicture> Pictures { get; private set; } = [];
    public DateTime PublishedAt { get; private set; }
    public DateTime? EditedAt { get; private set; }
    public DateTime? DeletedAt { get; private set; }

    public void Edit(PracticeContent content, DateTime now)
    {
        Take(content);
        EditedAt = now;
    }

    public void Delete(DateTime now) => DeletedAt ??= now;

    public bool Shows(PracticeContent content) =>
        Text == content.Text && Language == content.Language && Card == content.Card && Pictures.SequenceEqual(content.Pictures);

    private void Take(PracticeContent content)
    {
        Text = content.Text;
        Language = content.Language;
        Card = content.Card;
        Pictures = [.. content.Pictures];
    }
}

/// <param name="Card">The address of the link card, or null.</param>
internal sealed record PracticeContent(string Text, string Language, string? Card, IReadOnlyList<PracticePicture> Pictures);

internal sealed record PracticePicture(string Alt, int Width, int Height);

internal sealed class PracticeTables : IModelPart
{
    public void Ids(ModelConfigurationBuilder conventions)
    {
    }

    public void Tables(ModelBuilder model) => model.Entity<PracticePost>(post =>
    {
        post.ToTable("networks_practice_post");
        post.HasKey(x => x.Id);
        post.Property(x => x.Account).HasMaxLength(80);
        post.Property(x => x.Key).HasMaxLength(80);
        post.Property(x => x.Language).HasMaxLength(20);
        // The same key again is the same post, as on a network that honours keys.
        post.HasIndex(x => new { x.Account, x.Key }).IsUnique();
        post.HasIndex(x => new { x.Account, x.PublishedAt });
        post.OwnsMany(x => x.Pictures, picture => picture.ToJson());
    });
}
