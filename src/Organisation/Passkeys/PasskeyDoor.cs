using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Passkeys;

/// <summary>
/// The door for whoever has a passkey: a key that checks the person (finger, face, PIN) is both steps at once. It has no actor, because nobody is signed in yet.
/// </summary>
internal sealed class PasskeyDoor(Db db, IPasskeyHandler<Person> handler, DoorTries tries, TimeProvider clock)
{
    private static readonly Refusal No = Refusal.Invalid("Organisation.PasskeyNo");

    public async Task<Outcome<Shown>> Enter(string credential, string state, HttpContext http, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        if (!tries.Allows(null, caller))
            return SignInDoor.TooMany;
        var proved = await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (!proved.Succeeded || !proved.User.MaySignIn)
            return No;
        var now = clock.GetUtcNow().UtcDateTime;
        var person = proved.User;
        var id = Passkey.IdOf(proved.Passkey.CredentialId);
        if (await db.Set<Passkey>().SingleOrDefaultAsync(one => one.Id == id, ct) is not { } passkey)
            return No;
        passkey.Used(proved.Passkey);
        passkey.SignedIn(now);
        var device = await tries.Device(person.Id, caller, now, ct);
        var seal = await tries.SignedIn(person, device, now, ct);
        db.ActsFor(person.Id);
        db.Note<Person>(AuditDeed.SignedIn, person.Id.ToString(), person.Name, "Passkey");
        return await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, Done: true) { Device = seal }, ct) is { Ok: true } good ? good : No;
    }
}
