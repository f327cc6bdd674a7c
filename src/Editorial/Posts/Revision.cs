using System.Text.Json;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A released state of a post, word for word and never changed (but for <see cref="Linked"/>); beside it the columns by which the public pages look.</summary>
internal sealed class Revision
{
    private readonly List<RevisionPicture> pictures = [];

    private Revision()
    {
    }

    public Revision(ReleasedPost post, PersonId by)
    {
        Post = post.Id;
        Number = post.Revision;
        Unit = post.Unit;
        Category = post.Category;
        Channels = Mark(post.Channels.Select(variant => variant.Channel));
        Frozen = JsonSerializer.Serialize(post, JsonSerializerOptions.Web);
        ReleasedAt = post.ReleasedAt;
        ReleasedBy = by;
        pictures.AddRange(post.Pictures.Select(picture => picture.Picture).Distinct().Select(picture => new RevisionPicture(post.Id, post.Revision, picture)));
    }

    public PostId Post { get; private set; }
    public int Number { get; private set; }
    public UnitId Unit { get; private set; }
    public CategoryId? Category { get; private set; }

    /// <summary>Ids between bars, to be searched with Contains on both databases.</summary>
    public string Channels { get; private set; } = "";

    public string Frozen { get; private set; } = "";
    public DateTime ReleasedAt { get; private set; }
    public PersonId ReleasedBy { get; private set; }

    /// <summary>Beside the frozen text, so that a picture's posts are found without reading them all.</summary>
    public IReadOnlyList<RevisionPicture> Pictures => pictures;

    /// <summary>The one thing that may come after the release: the address of what it waited for, in the place that was kept for it.</summary>
    public void Linked(Uri link)
    {
        var post = Thaw(Frozen);
        if (post is { Waits: not null, Link: null })
            Frozen = JsonSerializer.Serialize(post with { Link = link }, JsonSerializerOptions.Web);
    }

    public static string Mark(IEnumerable<ChannelId> channels) => $"|{string.Join('|', channels)}|";

    public static ReleasedPost Thaw(string frozen) =>
        JsonSerializer.Deserialize<ReleasedPost>(frozen, JsonSerializerOptions.Web) ?? throw new JsonException("A frozen post cannot be null.");
}

/// <summary>A picture in a released state.</summary>
internal sealed class RevisionPicture(PostId post, int number, PictureId picture)
{
    public PostId Post { get; private set; } = post;
    public int Number { get; private set; } = number;
    public PictureId Picture { get; private set; } = picture;
}
