using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Media.Contracts;

/// <summary>Answered by rooms that use pictures: one that is in use cannot be removed. Register it as a scoped service; Media asks all of them.</summary>
public interface IPictureUse
{
    /// <summary>
    /// Where the picture is used, as people call it ("Erster Schnee über der Orangerie"), and without a name where the actor may not see it;
    /// at most a handful, empty for nowhere.
    /// </summary>
    Task<IReadOnlyList<string>> Of(Actor actor, PictureId picture, CancellationToken ct);
}
