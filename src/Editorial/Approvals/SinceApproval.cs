using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Editions;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <param name="Kind">What fell: an approval, or that of the first stage, or only a submission.</param>
/// <param name="By">Who had decided then.</param>
internal sealed record FallenApproval(DecisionKind Kind, string By, DateTime At, IReadOnlyList<FieldChange> Changes);

/// <summary>What was changed since somebody approved, while that approval no longer holds.</summary>
internal sealed class SinceApproval(Db db, PostDoor door, ContentChanges changes, IPeople people)
{
    private static readonly DecisionKind[] Looked = [DecisionKind.Approved, DecisionKind.StageApproved, DecisionKind.Submitted];

    /// <returns>Null when nothing fell, or when somebody approved again.</returns>
    public async Task<Outcome<FallenApproval?>> Run(Actor actor, PostId id, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.See, null, ct);
        if (!opened.Ok)
            return Outcome<FallenApproval?>.Refused(opened.Refusals);
        var told = await db.Set<Decision>().AsNoTracking().Where(one => one.Post == id).OrderByDescending(one => one.Id).Take(100).ToListAsync(ct);
        var reset = told.FindIndex(one => one.Kind == DecisionKind.Reset);
        if (reset < 0 || told.Take(reset).Any(one => one.Kind is DecisionKind.Approved or DecisionKind.Released or DecisionKind.CorrectionDropped))
            return (FallenApproval?)null;
        if (told.Skip(reset + 1).FirstOrDefault(one => Looked.Contains(one.Kind)) is not { } fallen)
            return (FallenApproval?)null;
        // What was decided on before editions were kept is the first that was.
        var number = Math.Max(1, fallen.Edition);
        var then = await db.Set<Edition>().AsNoTracking().SingleOrDefaultAsync(one => one.Post == id && one.Number == number, ct);
        if (then is null)
            return (FallenApproval?)null;
        var (before, now) = (then.Content, opened.Value.Content);
        var named = await changes.Among(actor, [before, now], ct);
        var who = await people.Many([fallen.By], ct);
        return new FallenApproval(fallen.Kind, who.TryGetValue(fallen.By, out var person) ? person.Name : "", fallen.At, named.Between(before, now));
    }
}
