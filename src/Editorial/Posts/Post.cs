using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A post as it is worked on. What went out of it is frozen in its <see cref="Revision"/>s.</summary>
internal sealed partial class Post : IVersioned, IAudited
{
    string IAudited.Called => Title;

    private readonly List<PostPicture> pictures = [];
    private readonly List<Variant> variants = [];

    private Post()
    {
    }

    public Post(PostId id, UnitId unit, PersonId author, string language, string code, DateTime now)
    {
        Id = id;
        Unit = unit;
        Author = author;
        ChangedBy = author;
        Language = language;
        Code = code;
        CreatedAt = now;
        ChangedAt = now;
        Version = 1;
    }

    public PostId Id { get; private set; }
    public UnitId Unit { get; private set; }
    public PersonId Author { get; private set; }

    /// <summary>Who changed the content last: cannot approve it alone either.</summary>
    public PersonId ChangedBy { get; private set; }

    public CategoryId? Category { get; private set; }
    public string Title { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string? Link { get; private set; }
    public string Language { get; private set; } = "";

    /// <summary>Title and text in lower case, so that both databases find "Über" for "über".</summary>
    public string Search { get; private set; } = "";

    /// <summary>With the channel: what has to appear there before this may go out; both or neither.</summary>
    public PostId? AfterPost { get; private set; }
    public ChannelId? AfterChannel { get; private set; }

    /// <summary>UTC; null: as soon as it is released.</summary>
    public DateTime? Due { get; private set; }

    public DateTime CreatedAt { get; private set; }
    public DateTime ChangedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Number of the newest edition that is kept; 0 when none is yet.</summary>
    public int LastEdition { get; private set; }

    /// <summary>What happened to the content since it was read; null for nothing. Not stored.</summary>
    public Rewriting? Rewritten { get; private set; }

    public IReadOnlyList<PostPicture> Pictures => pictures;
    public IReadOnlyList<Variant> Variants => variants;

    public PostContent Content => new(
        Title,
        Text,
        Link,
        Category,
        Language,
        [.. pictures.OrderBy(picture => picture.Place).Select(picture => new PictureInPost(picture.Picture, picture.Alt, picture.Decorative))],
        [.. variants.OrderBy(variant => variant.Channel.Value).Select(variant => new ChannelChoice(variant.Channel, variant.Chosen, variant.OwnText) { Form = variant.Form, Terms = variant.Terms })])
    {
        Waits = AfterPost is { } post && AfterChannel is { } channel ? new AwaitedPost(post, channel) : null,
    };

    /// <summary>Takes new content and a new time. A change of what will be published takes an approval, or the wait for one, away.</summary>
    public Outcome<Changed> Change(PostContent content, DateTime? due, PersonId by, DateTime now)
    {
        if (Locked() is { } locked)
            return locked;
        var changesContent = !content.Equals(Content);
        if (!changesContent && due == Due)
            return new Changed(false, false);
        var reset = (State is PostState.Submitted or PostState.Approved) && !content.PublishesTheSameAs(Content);
        if (changesContent)
        {
            Take(content, by);
            ChangedBy = by;
            Adopt(by);
        }
        if (reset)
            BackToDraft();
        Due = due;
        ChangedAt = now;
        return new Changed(true, reset);
    }

    /// <summary>Null, or why it belongs to its unit for good: others have already decided on it, or it was out.</summary>
    public Refusal? MayChangeUnit() =>
        From("ChangeUnit", PostState.Draft, PostState.Returned) ?? (LastRevision > 0 ? Refusal.Conflict("Editorial.UnitStays") : null);

    /// <summary>Belongs to another unit from now on. What a slot drafted is theirs who take it there.</summary>
    public void GiveTo(UnitId unit, PersonId by, DateTime now)
    {
        Unit = unit;
        Adopt(by);
        ChangedAt = now;
    }

    /// <summary>A draft that nobody wrote (a slot made it) is theirs who first write in it or submit it.</summary>
    public void Adopt(PersonId by)
    {
        if (Author == default)
            (Author, ChangedBy) = (by, by);
    }

    public int NextEdition() => ++LastEdition;

    private void Take(PostContent content, PersonId by)
    {
        Rewritten ??= new Rewriting(Content, ChangedBy, ChangedAt, by);
        Title = content.Title;
        Text = content.Text;
        Link = content.Link;
        Category = content.Category;
        Language = content.Language;
        (AfterPost, AfterChannel) = (content.Waits?.Post, content.Waits?.Channel);
        Search = $"{Title}\n{Text}".ToLowerInvariant();
        TakePictures(content.Pictures);
        TakeChannels(content.Channels);
    }

    private void TakePictures(IReadOnlyList<PictureInPost> wanted)
    {
        pictures.RemoveAll(picture => wanted.All(want => want.Picture != picture.Picture));
        for (var place = 0; place < wanted.Count; place++)
        {
            var want = wanted[place];
            var picture = pictures.Find(picture => picture.Picture == want.Picture);
            if (picture is null)
                pictures.Add(picture = new PostPicture(Id, want.Picture));
            picture.Set(place, want.Alt, want.Decorative);
        }
    }

    private void TakeChannels(IReadOnlyList<ChannelChoice> wanted)
    {
        variants.RemoveAll(variant => wanted.All(want => want.Channel != variant.Channel || (!want.Chosen && want.OwnText is null)));
        foreach (var want in wanted.Where(want => want.Chosen || want.OwnText is not null))
        {
            var variant = variants.Find(variant => variant.Channel == want.Channel);
            if (variant is null)
                variants.Add(variant = new Variant(Id, want.Channel));
            variant.Set(want);
        }
    }

    /// <param name="Any">False when nothing was different: nothing is written then.</param>
    /// <param name="Reset">True when an approval or a submission was taken away by it.</param>
    internal readonly record struct Changed(bool Any, bool Reset);
}

/// <param name="Before">The content as it was.</param>
internal sealed record Rewriting(PostContent Before, PersonId BeforeBy, DateTime BeforeAt, PersonId By);

/// <summary>A picture in a post, in its place, with the post's own alt text.</summary>
internal sealed class PostPicture(PostId post, PictureId picture)
{
    public PostId Post { get; private set; } = post;
    public PictureId Picture { get; private set; } = picture;
    public int Place { get; private set; }
    public string Alt { get; private set; } = "";
    public bool Decorative { get; private set; }

    public void Set(int place, string alt, bool decorative)
    {
        Place = place;
        Alt = decorative ? "" : alt;
        Decorative = decorative;
    }
}

/// <summary>The form of a post on one channel: own text, or null to follow the common text.</summary>
internal sealed class Variant(PostId post, ChannelId channel)
{
    public PostId Post { get; private set; } = post;
    public ChannelId Channel { get; private set; } = channel;
    public bool Chosen { get; private set; }
    public string? OwnText { get; private set; }

    /// <summary>Null for a post.</summary>
    public string? Form { get; private set; }

    /// <summary>Null where nothing is said.</summary>
    public Terms? Terms { get; private set; }

    public void Set(ChannelChoice want) => (Chosen, OwnText, Form, Terms) = (want.Chosen, want.OwnText, want.Form, want.Terms);
}
