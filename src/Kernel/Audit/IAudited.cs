namespace Stadtfunk.Kernel.Audit;

/// <summary>
/// A row whose changes by people are in the audit log: added, changed, removed, by whom, when. Written by <c>Db</c> itself in the transaction of the change,
/// so a use case cannot forget it. Which fields changed is noted, and values only of choices and switches; texts, addresses and secrets never.
/// </summary>
public interface IAudited
{
    /// <summary>What the log calls it at this moment, for example the title of a post.</summary>
    string Called { get; }
}

/// <summary>What was done to something.</summary>
public enum AuditDeed
{
    Added,
    Changed,
    Removed,
    SignedIn,
    SignedOut,
}
