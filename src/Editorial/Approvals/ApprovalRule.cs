using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Who approves in a unit.</summary>
internal enum ApprovedBy
{
    /// <summary>Anybody who may approve and has not written it.</summary>
    FourEyes,

    /// <summary>Only who leads the desk in the unit.</summary>
    DeskLead,
}

/// <summary>How posts are approved.</summary>
/// <param name="Second">The unit whose approvers look second, after the unit's own; null for one stage.</param>
/// <param name="RemindAfter">Hours after which those who may approve are reminded; 0 for never.</param>
/// <param name="EscalateAfter">Hours after which those who lead are told; 0 for never.</param>
internal sealed record ApprovalWay(ApprovedBy By, UnitId? Second, int RemindAfter, int EscalateAfter)
{
    /// <summary>For a city that has set nothing.</summary>
    public static readonly ApprovalWay Usual = new(ApprovedBy.FourEyes, null, 24, 48);

    /// <summary>True when the next approval is only the department's.</summary>
    public bool IsFirstStage(Post post) => Second is not null && post.StageApprovedBy is null;

    /// <summary>Null, or why this actor is not the one who approves now. Whether they may approve in the unit at all was asked before.</summary>
    public Refusal? NotBy(Actor actor, Post post)
    {
        if (Second is not { } second || post.StageApprovedBy is not { } first)
            return By == ApprovedBy.DeskLead && !actor.May(Permission.Lead, post.Unit) ? Refusal.Forbidden("Editorial.OnlyDeskLead") : null;
        if (actor.Person == first)
            return Refusal.Forbidden("Editorial.SecondStageOther");
        return actor.May(Permission.Approve, second) ? null : Refusal.Forbidden("Editorial.SecondStageOnly");
    }
}

/// <summary>How a unit, and those below it without a rule of their own, approve their posts.</summary>
internal sealed class ApprovalRule : IAudited
{
    private ApprovalRule()
    {
    }

    public ApprovalRule(UnitId unit, ApprovalWay way)
    {
        Unit = unit;
        Set(way);
    }

    string IAudited.Called => "";

    public UnitId Unit { get; private set; }
    public ApprovedBy By { get; private set; }
    public UnitId? Second { get; private set; }
    public int RemindAfter { get; private set; }
    public int EscalateAfter { get; private set; }

    public ApprovalWay Way => new(By, Second, RemindAfter, EscalateAfter);

    public void Set(ApprovalWay way) => (By, Second, RemindAfter, EscalateAfter) = way;
}
