namespace Stadtfunk.Kernel.Data;

/// <summary>
/// What a room puts right in its own tables when they come from a backup: in the same transaction, before anybody can start on them.
/// Since the backup was made, the installation that it is from may have gone on working.
/// </summary>
public interface IAfterRestore
{
    Task Settle(CancellationToken ct);
}
