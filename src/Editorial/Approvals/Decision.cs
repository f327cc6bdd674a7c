using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Editorial.Approvals;

internal enum DecisionKind
{
    Submitted,
    Returned,
    Approved,
    Reset,
    Released,
    Rescheduled,
    CalledOff,
    Reopened,
    CorrectionDropped,
    WithdrawalAsked,
}

/// <summary>Who decided what about which content, when: only ever appended.</summary>
internal sealed class Decision(PostId post, DecisionKind kind, PersonId by, DateTime at)
{
    public long Id { get; private set; }
    public PostId Post { get; private set; } = post;
    public DecisionKind Kind { get; private set; } = kind;
    public PersonId By { get; private set; } = by;
    public DateTime At { get; private set; } = at;

    /// <summary>Hash of the content that was decided on; null where no content was.</summary>
    public string? Hash { get; init; }

    /// <summary>The edition that stood there; 0 when none was kept yet.</summary>
    public int Edition { get; private set; }

    public string? Comment { get; init; }

    /// <summary>UTC; the time that was set, for releases and new times.</summary>
    public DateTime? Due { get; init; }

    public void About(int edition) => Edition = edition;
}
