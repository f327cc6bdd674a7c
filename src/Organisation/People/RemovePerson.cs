using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Deputies;
using Stadtfunk.Organisation.Passkeys;
using Stadtfunk.Organisation.Roles;
using Stadtfunk.Organisation.Tokens;

namespace Stadtfunk.Organisation.People;

/// <summary>Somebody leaves the city: no sign-in, no roles, no tokens, no address; nobody stands in for them, and they for nobody. The name stays at what they wrote.</summary>
internal sealed class RemovePerson(Db db, Guard guard, InvitationMail mail, TimeProvider clock)
{
    /// <param name="actor">Needs to stand above the person in every unit in which they hold a role.</param>
    public async Task<Outcome<Done>> Run(Actor actor, PersonId id, CancellationToken ct)
    {
        if (await guard.Over(actor, id, ct) is { } no)
            return no;
        if (id == actor.Person)
            return Refusal.Conflict("Organisation.NotOneself");
        return await db.InTransaction(() => Remove(id, ct), ct);
    }

    internal async Task<Outcome<Done>> Remove(PersonId id, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id && person.State != PersonState.Removed, ct);
        if (person is null)
            return Refusal.NotFound("Organisation.PersonGone");
        if (await guard.LastAdministrator(id, ct) is { } last)
            return last;
        person.Remove();
        db.RemoveRange(await db.Set<Grant>().Where(grant => grant.Person == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<ApiToken>().Where(token => token.Person == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<RecoveryCode>().Where(code => code.Person == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<KnownDevice>().Where(device => device.Person == id).ToListAsync(ct));
        db.RemoveRange(await db.Set<Passkey>().Where(passkey => passkey.Person == id).ToListAsync(ct));
        await EndDeputies(id, ct);
        await mail.TakeBack(id, ct);
        return await db.SaveOr(default(Done), ct);
    }

    private async Task EndDeputies(PersonId id, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var deputy in await db.Set<Deputy>().Where(one => (one.For == id || one.By == id) && one.Until > now).ToListAsync(ct))
            if (deputy.From >= now)
                db.Remove(deputy);
            else
                deputy.End(now);
    }
}
