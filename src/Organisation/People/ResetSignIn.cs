using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Passkeys;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Tokens;

namespace Stadtfunk.Organisation.People;

/// <summary>A new one-time link for somebody who cannot get in any more, or has lost the first one. Ends their sessions, the old password and their API tokens.</summary>
internal sealed class ResetSignIn(Db db, Guard guard, InvitationMail mail, TimeProvider clock)
{
    /// <param name="actor">Needs to stand above the person in every unit in which they hold a role.</param>
    /// <param name="alsoSecondStep">The phone is lost, too: the authenticator app and its recovery codes are forgotten.</param>
    public async Task<Outcome<InvitationLink>> Run(Actor actor, PersonId id, bool alsoSecondStep, CancellationToken ct)
    {
        if (await guard.Over(actor, id, ct) is { } no)
            return no;
        // The own password is changed where the old one is asked for, not by a link.
        if (id == actor.Person)
            return Refusal.Conflict("Organisation.NotOneself");
        return await db.InTransaction(() => Reset(actor, id, alsoSecondStep, ct), ct);
    }

    private async Task<Outcome<InvitationLink>> Reset(Actor actor, PersonId id, bool alsoSecondStep, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id && person.State != PersonState.Removed, ct);
        if (person is null)
            return Refusal.NotFound("Organisation.PersonGone");
        if (person.State == PersonState.Locked)
            return Refusal.Conflict("Organisation.PersonLocked", person.Name);
        if (await guard.LastAdministrator(id, ct) is { } last)
            return last;
        var again = person.LastSignInAt is not null;
        person.ForgetPassword();
        if (alsoSecondStep)
        {
            person.TurnOffSecondStep();
            await db.Set<RecoveryCode>().Where(code => code.Person == id).ExecuteDeleteAsync(ct);
        }
        await mail.TakeBack(id, ct);
        // One row per person: the old one has to be gone before the new one comes.
        if (await db.SaveOr(default(Done), ct) is { Ok: false } quicker)
            return Outcome<InvitationLink>.Refused(quicker.Refusals);
        // Whoever got in with the old password may have made some.
        await db.Set<KnownDevice>().Where(one => one.Person == id).ExecuteDeleteAsync(ct);
        await db.Set<Passkey>().Where(one => one.Person == id).ExecuteDeleteAsync(ct);
        await db.Set<ApiToken>().Where(one => one.Person == id).ExecuteDeleteAsync(ct);
        var token = Invitation.NewToken();
        var invitation = new Invitation(id, token, clock.GetUtcNow().UtcDateTime);
        db.Add(invitation);
        var mailed = await mail.Write(actor, person, token, invitation, again, ct);
        return await db.SaveOr(new InvitationLink(id, InvitePerson.PathOf(token), invitation.ExpiresAt) { Mailed = mailed }, ct);
    }
}
