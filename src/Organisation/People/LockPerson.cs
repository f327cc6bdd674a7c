using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.People;

/// <summary>Locks somebody out at once, everywhere, or lets them in again.</summary>
internal sealed class LockPerson(Db db, Guard guard)
{
    /// <param name="actor">Needs to stand above the person in every unit in which they hold a role.</param>
    public async Task<Outcome<Done>> Run(Actor actor, PersonId id, bool locked, CancellationToken ct)
    {
        if (await guard.Over(actor, id, ct) is { } no)
            return no;
        if (id == actor.Person)
            return Refusal.Conflict("Organisation.NotOneself");
        return await db.InTransaction(() => Set(id, locked, ct), ct);
    }

    private async Task<Outcome<Done>> Set(PersonId id, bool locked, CancellationToken ct)
    {
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id && person.State != PersonState.Removed, ct);
        if (person is null)
            return Refusal.NotFound("Organisation.PersonGone");
        if (locked == (person.State == PersonState.Locked) && (locked || person.ShutUntil is null))
            return Done.Ok;
        if (locked && await guard.LastAdministrator(id, ct) is { } last)
            return last;
        if (locked)
            person.Lock();
        else
            person.Unlock();
        return await db.SaveOr(default(Done), ct);
    }
}
