using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Contracts;

/// <summary>Approvals for those who do not sit at the desk: the demo city. The same use cases, the same rules.</summary>
public interface IApprovalDesk
{
    /// <summary>From now on posts of the unit are approved by its own people first, then by those of the other unit.</summary>
    Task<Outcome<Done>> TwoStages(Actor actor, UnitId unit, UnitId second, CancellationToken ct);

    /// <summary>Whoever may see the post may say something about it.</summary>
    Task<Outcome<Done>> Comment(Actor actor, PostId post, string text, CancellationToken ct);
}
