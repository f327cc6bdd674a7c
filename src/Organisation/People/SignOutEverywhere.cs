using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>Ends every session of the asker, this one too. API tokens stay; they are revoked one by one.</summary>
internal sealed class SignOutEverywhere(Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        var person = await db.Set<Person>().SingleAsync(person => person.Id == actor.Person, ct);
        person.NewStamp();
        return await db.SaveOr(default(Done), ct);
    }
}
