using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>
/// Loads the asker's own row for a change of the sign-in, after the present password was given once more: an unlocked screen is not enough.
/// Wrong ones count, but not at the door.
/// </summary>
internal sealed class OwnAccount(Db db, Passwords passwords, TimeProvider clock)
{
    public async Task<Outcome<Person>> Open(Actor actor, string password, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        var now = clock.GetUtcNow().UtcDateTime;
        var person = await db.Set<Person>().SingleOrDefaultAsync(person => person.Id == actor.Person, ct);
        if (person is null || !person.CountOwnTry(now))
            return Refusal.Forbidden("Organisation.AccountShut");
        if (!(await db.SaveOr(true, ct)).Ok || passwords.Verify(person, password) == PasswordVerificationResult.Failed)
            return Refusal.Invalid("Organisation.PasswordWrong").On("current");
        person.OwnPasswordGiven();
        return person;
    }
}
