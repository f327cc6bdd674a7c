using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>What somebody says about a post, to those who work on it. Never public, never changed.</summary>
internal sealed class Comment(PostId post, PersonId by, DateTime at, string text)
{
    public const int MaxText = 20_000;

    /// <summary>In the order in which they were made.</summary>
    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public PostId Post { get; private set; } = post;
    public PersonId By { get; private set; } = by;
    public DateTime At { get; private set; } = at;
    public string Text { get; private set; } = text;
}
