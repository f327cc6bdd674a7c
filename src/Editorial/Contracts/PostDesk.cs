using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Contracts;

/// <summary>A post for those who do not sit at the desk: the demo city, rooms that write posts of their own. The same use cases, the same rules.</summary>
public interface IPostDesk
{
    /// <summary>A draft, with everything chosen.</summary>
    Task<Outcome<PostId>> Write(Actor author, NewPost post, CancellationToken ct);

    Task<Outcome<Done>> Submit(Actor author, PostId post, CancellationToken ct);

    /// <summary>Not by the author: four eyes.</summary>
    Task<Outcome<Done>> Approve(Actor approver, PostId post, CancellationToken ct);

    Task<Outcome<Done>> Return(Actor approver, PostId post, string comment, CancellationToken ct);

    /// <param name="due">UTC; null: the time that was planned, and now when there was none.</param>
    Task<Outcome<Done>> Release(Actor approver, PostId post, DateTime? due, CancellationToken ct);
}

/// <param name="Due">UTC; null: as soon as it is released.</param>
/// <param name="OwnTexts">Texts of channels that do not follow the common one.</param>
public sealed record NewPost(
    UnitId Unit,
    string Title,
    string Text,
    string? Link,
    CategoryId? Category,
    DateTime? Due,
    IReadOnlyList<ReleasedPicture> Pictures,
    IReadOnlyList<ChannelId> Channels,
    IReadOnlyDictionary<ChannelId, string>? OwnTexts = null);
