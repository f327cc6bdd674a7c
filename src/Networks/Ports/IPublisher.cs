namespace Stadtfunk.Networks.Ports;

/// <summary>
/// Brings posts to one network. Implementations know neither posts nor tables, never retry a publish call, never throw for an answer that
/// they understood, and check nothing that the courier checks (pause, cut-off, order).
/// </summary>
public interface IPublisher
{
    Network Network { get; }

    /// <summary>A new stable key for a row: kept before anything is sent.</summary>
    /// <param name="now">UTC.</param>
    string NewKey(DateTime now);

    /// <summary>Uploads and everything else that is invisible and repeatable; skips what <see cref="Errand.Parts"/> already has. Null when all is ready.</summary>
    Task<Step?> Prepare(Errand errand, CancellationToken ct);

    /// <summary>Exactly one call that takes effect, on a fresh connection, never repeated. Publish, edit or delete after <see cref="Errand.Kind"/>.</summary>
    Task<Step> Send(Errand errand, CancellationToken ct);

    /// <summary>Asks after a <see cref="Step.Waiting"/>.</summary>
    Task<Step> Poll(Errand errand, CancellationToken ct);

    /// <summary>
    /// Did it happen? For a publish: is our post there. For an edit: does the live post show the new content (Found) or certainly the old (Absent).
    /// For a delete: is it gone (Found with the old receipt) or certainly still there (Absent).
    /// </summary>
    Task<Finding> LookUp(Errand errand, CancellationToken ct);

    /// <summary>Reads the live post back once by its receipt: Found, Absent (it has gone), or CannotTell.</summary>
    Task<Finding> ReadBack(Errand errand, CancellationToken ct);

    /// <summary>For "it is there" by hand: the receipt for a link that a person pasted, or null when the link is not a post of this account there.</summary>
    Task<Receipt?> ReceiptFor(Uri link, Session session, CancellationToken ct);
}
