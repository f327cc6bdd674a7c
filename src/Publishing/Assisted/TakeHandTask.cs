using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Assisted;

/// <summary>"I do it": from now on nobody else is shown the text to copy. Of two at the same moment one gets it.</summary>
internal sealed class TakeHandTask(Db db, HandTasks tasks, Ledger ledger, IPeople people, Pulse pulse)
{
    /// <param name="over">Take it even from somebody who has it.</param>
    public async Task<Outcome<Done>> Run(Actor actor, DeliveryId delivery, bool over, CancellationToken ct)
    {
        var opened = await tasks.Open(actor, delivery, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        var (row, _, claim, _) = opened.Value;
        if (!row.WaitsForHand)
            return Refusal.Conflict("Publishing.Hand.Answered");
        if (claim?.Taker == actor.Person)
            return Done.Ok;
        if (claim is not null && !over)
            return await Taken(claim, people, ct);
        if (claim is null)
            db.Add(claim = new HandClaim(delivery, row.Attempt));
        claim.Take(actor.Person, ledger.Now);
        db.AfterCommit(() => pulse.Beat("deliveries", row.Post.Value));
        try
        {
            await db.SaveChangesAsync(ct);
            return Done.Ok;
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            // Somebody else was quicker; anything else is really an error.
            if (await db.Set<HandClaim>().AsNoTracking().SingleOrDefaultAsync(x => x.Delivery == delivery && x.Attempt == row.Attempt && x.Taker != actor.Person, ct) is { } other)
                return await Taken(other, people, ct);
            throw;
        }
    }

    internal static async Task<Refusal> Taken(HandClaim claim, IPeople people, CancellationToken ct) =>
        Refusal.Conflict("Publishing.Hand.TakenBy", (await people.Many([claim.Taker], ct)).GetValueOrDefault(claim.Taker)?.Name ?? "");
}
