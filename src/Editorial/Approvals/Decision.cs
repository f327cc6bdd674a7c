using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
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

    /// <summary>The department's approval, where a unit above looks second.</summary>
    StageApproved,

    /// <summary>Nobody came; those who lead were told. By the clock: there is no person.</summary>
    Escalated,
}

/// <summary>Who decided what about which content, when: only ever appended.</summary>
internal sealed class Decision(PostId post, DecisionKind kind, PersonId by, DateTime at)
{
    public long Id { get; private set; }
    public PostId Post { get; private set; } = post;
    public DecisionKind Kind { get; private set; } = kind;
    public PersonId By { get; private set; } = by;

    /// <summary>Whose right it was, when a deputy decided; null when it was the own.</summary>
    public PersonId? StandingInFor { get; init; }

    /// <summary>The unit of the post, so that lists need not look at each post.</summary>
    public UnitId Unit { get; private set; }
    public DateTime At { get; private set; } = at;

    /// <summary>Hash of the content that was decided on; null where no content was.</summary>
    public string? Hash { get; init; }

    /// <summary>The edition that stood there; 0 when none was kept yet.</summary>
    public int Edition { get; private set; }

    public string? Comment { get; init; }

    /// <summary>UTC; the time that was set, for releases and new times, or that was asked for, for submissions.</summary>
    public DateTime? Due { get; init; }

    public void About(Post post) => (Edition, Unit) = (post.LastEdition, post.Unit);
}
