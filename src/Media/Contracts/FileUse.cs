namespace Stadtfunk.Media.Contracts;

/// <summary>Answered by rooms that keep the hash of a stored file which is in no library (a link card's picture). Register it as a scoped service; the sweep asks all of them.</summary>
public interface IFileUse
{
    /// <summary>Every hash that is still needed.</summary>
    Task<IReadOnlySet<string>> Needed(CancellationToken ct);
}
