using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// The link that was given out ends, and a mail with it that still waits is not sent. Somebody who has never been here is gone with it; somebody who was to
/// choose a new password stays, and waits for another link.
/// </summary>
internal sealed class WithdrawInvitation(Db db, Guard guard, InvitationMail mail, RemovePerson people)
{
    /// <param name="actor">Needs to stand above the person in every unit in which they hold a role.</param>
    public async Task<Outcome<Done>> Run(Actor actor, PersonId id, CancellationToken ct)
    {
        if (await guard.Over(actor, id, ct) is { } no)
            return no;
        return await db.InTransaction(() => Withdraw(id, ct), ct);
    }

    private async Task<Outcome<Done>> Withdraw(PersonId id, CancellationToken ct)
    {
        // Read first: whoever has just taken the link is not thrown out by this.
        if (!await mail.TakeBack(id, ct))
            return Refusal.Conflict("Organisation.InvitationNotOpen");
        if (await db.Set<Person>().AnyAsync(person => person.Id == id && person.State == PersonState.Invited && person.LastSignInAt == null, ct))
            return await people.Remove(id, ct);
        return await db.SaveOr(default(Done), ct);
    }
}
