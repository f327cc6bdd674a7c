using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// The own address, with which one signs in. Wants the password and ends all sessions; the answer is the new stamp, with which the page keeps its own session.
/// </summary>
internal sealed class ChangeEmail(Db db, OwnAccount own)
{
    public async Task<Outcome<Shown>> Run(Actor actor, string current, string email, CancellationToken ct)
    {
        email = email.Trim();
        if (InvitePerson.CheckEmail(email) is { } bad)
            return bad;
        var opened = await own.Open(actor, current, ct);
        if (!opened.Ok)
            return Outcome<Shown>.Refused(opened.Refusals);
        var person = opened.Value;
        var key = Person.KeyOf(email);
        // Not "belongs to somebody": whose address that is, is not everybody's to know. This try stays counted, so that nobody asks for a whole list.
        if (await db.Set<Person>().AnyAsync(one => one.EmailKey == key && one.Id != person.Id, ct))
            return Refusal.Conflict("Organisation.EmailNotForYou").On("email");
        person.SetEmail(email);
        return await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, true), ct);
    }
}

/// <summary>Somebody else's address, for example after a change of name. Ends their sessions.</summary>
internal sealed class ChangeEmailOf(Db db, Guard guard)
{
    /// <param name="actor">Needs to stand above the person in every unit in which they hold a role.</param>
    public async Task<Outcome<Done>> Run(Actor actor, PersonId id, string email, CancellationToken ct)
    {
        if (await guard.Over(actor, id, ct) is { } no)
            return no;
        // The own one is changed where the password is asked for.
        if (id == actor.Person)
            return Refusal.Conflict("Organisation.NotOneself");
        email = email.Trim();
        if (InvitePerson.CheckEmail(email) is { } bad)
            return bad;
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id && person.State != PersonState.Removed, ct);
        if (person is null)
            return Refusal.NotFound("Organisation.PersonGone");
        var key = Person.KeyOf(email);
        if (await db.Set<Person>().AnyAsync(one => one.EmailKey == key && one.Id != id, ct))
            return Refusal.Conflict("Organisation.EmailTaken").On("email");
        person.SetEmail(email);
        return await db.SaveOr(default(Done), ct);
    }
}
