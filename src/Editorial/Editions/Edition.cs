using System.Text.Json;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Editorial.Editions;

/// <summary>
/// The content of a post as somebody left it. The saves of one person within some minutes are one edition; who takes much away, restores, or writes on after
/// a decision begins a new one. Editions live as long as their post.
/// </summary>
internal sealed class Edition
{
    private static readonly TimeSpan Sitting = TimeSpan.FromMinutes(5);

    private Edition()
    {
    }

    public Edition(PostId post, int number, PostContent content, PersonId by, DateTime at, int? restoredFrom = null)
    {
        Post = post;
        Number = number;
        By = by;
        BeganAt = at;
        At = at;
        RestoredFrom = restoredFrom;
        Frozen = Freeze(content);
    }

    public PostId Post { get; private set; }
    public int Number { get; private set; }
    public PersonId By { get; private set; }
    public DateTime BeganAt { get; private set; }
    public DateTime At { get; private set; }

    /// <summary>The earlier edition whose content this one brought back.</summary>
    public int? RestoredFrom { get; private set; }

    public string Frozen { get; private set; } = "";

    public PostContent Content => JsonSerializer.Deserialize<PostContent>(Frozen, JsonSerializerOptions.Web) ?? throw new JsonException("An edition cannot be null.");

    /// <summary>Whether this content still belongs to the same sitting.</summary>
    public bool Takes(PostContent content, PersonId by, DateTime at) =>
        by == By && RestoredFrom is null && at - BeganAt < Sitting && at >= BeganAt && !LosesMuch(Size(Content), Size(content));

    public void Grow(PostContent content, DateTime at)
    {
        Frozen = Freeze(content);
        At = at;
    }

    // A paragraph that went away must be there to be fetched back.
    private static bool LosesMuch(int before, int after) => before - after > Math.Max(80, before / 5);

    private static int Size(PostContent content) =>
        content.Title.Length + content.Text.Length + content.Pictures.Sum(picture => 80 + picture.Alt.Length) + content.Channels.Sum(choice => choice.OwnText?.Length ?? 0);

    private static string Freeze(PostContent content) => JsonSerializer.Serialize(
        new { content.Title, content.Text, content.Link, content.Category, content.Language, content.Pictures, content.Channels, content.Waits }, JsonSerializerOptions.Web);
}
