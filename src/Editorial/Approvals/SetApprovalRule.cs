using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Says how a unit approves. What already waits goes by the new rule.</summary>
internal sealed class SetApprovalRule(Db db, IUnits units, IPeople people, ApprovalBook book)
{
    public const int MostHours = 24 * 30;

    /// <param name="wanted">Null: as the unit above does it.</param>
    public async Task<Outcome<Done>> Run(Actor actor, UnitId unit, ApprovalWay? wanted, CancellationToken ct)
    {
        if (!actor.May(Permission.ManagePeople, unit))
            return Refusal.Forbidden();
        if (await units.Find(unit, ct) is null)
            return Refusal.NotFound("Editorial.UnitUnknown");
        if (wanted is not null && await Wrong(unit, wanted, ct) is { } wrong)
            return wrong;
        var rule = await db.Set<ApprovalRule>().SingleOrDefaultAsync(one => one.Unit == unit, ct);
        if (wanted is null && rule is not null)
            db.Remove(rule);
        else if (wanted is not null && rule is null)
            db.Add(new ApprovalRule(unit, wanted));
        else if (wanted is not null)
            rule!.Set(wanted);
        db.AfterCommit(book.Forget);
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }

    private async Task<Refusal?> Wrong(UnitId unit, ApprovalWay wanted, CancellationToken ct)
    {
        if (!Enum.IsDefined(wanted.By))
            return Refusal.Invalid("Editorial.ApprovedByUnknown").On("by");
        if (wanted.Second is { } second && (second == unit || await units.Find(second, ct) is null))
            return Refusal.Invalid("Editorial.SecondStageOfAnother").On("second");
        // Whoever looks second has to see the posts too: a role in a unit above both, as the press office has.
        if (wanted.Second is { } both && !(await people.WhoMay(Permission.Approve, both, ct)).IntersectBy((await people.WhoMay(Permission.Approve, unit, ct)).Select(one => one.Id), one => one.Id).Any())
            return Refusal.Invalid("Editorial.SecondStageNobody").On("second");
        if (wanted.RemindAfter is < 0 or > MostHours)
            return Refusal.Invalid("Editorial.HoursOutOfRange", MostHours).On("remindAfter");
        if (wanted.EscalateAfter is < 0 or > MostHours)
            return Refusal.Invalid("Editorial.HoursOutOfRange", MostHours).On("escalateAfter");
        return wanted.EscalateAfter > 0 && wanted.EscalateAfter <= wanted.RemindAfter ? Refusal.Invalid("Editorial.EscalationFirst").On("escalateAfter") : null;
    }
}

/// <summary>The window of this folder for the App.</summary>
internal sealed class ApprovalDesk(SetApprovalRule set, AddComment add) : IApprovalDesk
{
    public Task<Outcome<Done>> TwoStages(Actor actor, UnitId unit, UnitId second, CancellationToken ct) => set.Run(actor, unit, ApprovalWay.Usual with { Second = second }, ct);

    public Task<Outcome<Done>> Comment(Actor actor, PostId post, string text, CancellationToken ct) => add.Run(actor, post, text, ct);
}
