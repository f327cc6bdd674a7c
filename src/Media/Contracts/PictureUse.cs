using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Media.Contracts;

/// <summary>Answered by rooms that use pictures: one that is in use is not removed. Register it as a scoped service; Media asks all of them.</summary>
public interface IPictureUse
{
    /// <summary>
    /// Where the picture is used, newest first, at most <paramref name="take"/>; empty for nowhere. A place that the actor may not see has no address, and a name
    /// that gives nothing away.
    /// </summary>
    Task<IReadOnlyList<PicturePlace>> Of(Actor actor, PictureId picture, int take, CancellationToken ct);

    /// <summary>The units in whose name the picture is shown to the world, or will be by itself at its time; empty for none.</summary>
    Task<IReadOnlyList<UnitId>> ShownBy(PictureId picture, CancellationToken ct);

    /// <summary>Every picture that is or ever was used, as questions to the same database, so that it can look through thousands by itself.</summary>
    IReadOnlyList<IQueryable<PictureId>> Used();
}

/// <param name="Name">As people call it ("Erster Schnee über der Orangerie").</param>
/// <param name="State">How it stands, in the reader's language ("veröffentlicht").</param>
/// <param name="Address">Site-relative address at the desk; null where the actor may not go.</param>
/// <param name="IsPublic">The world sees it there now.</param>
public sealed record PicturePlace(string Name, string State, string? Address, bool IsPublic);
