using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Passkeys;

internal sealed record PasskeyView(string Id, string Name, DateTime CreatedAt, DateTime? UsedAt);

/// <summary>The asker's own passkeys.</summary>
internal sealed class PasskeyList(Db db)
{
    public async Task<IReadOnlyList<PasskeyView>> Run(Actor actor, CancellationToken ct) => await db.Set<Passkey>().AsNoTracking()
        .Where(one => one.Person == actor.Person).OrderBy(one => one.CreatedAt).Select(one => new PasskeyView(one.Id, one.Name, one.CreatedAt, one.UsedAt)).ToListAsync(ct);
}

/// <summary>Keeps a new passkey, after the password was given once more.</summary>
internal sealed class AddPasskey(Db db, IPasskeyHandler<Person> handler, OwnAccount own)
{
    public const int Most = 10;

    public async Task<Outcome<Done>> Run(Actor actor, string name, string password, string credential, string state, HttpContext http, CancellationToken ct)
    {
        var opened = await own.Open(actor, password, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        if (Passkey.Bad(name) is { } bad)
            return bad;
        if (await db.Set<Passkey>().CountAsync(one => one.Person == actor.Person, ct) >= Most)
            return Refusal.Conflict("Organisation.PasskeyTooMany", Most);
        var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = http, CredentialJson = credential, AttestationState = state });
        if (!made.Succeeded || made.UserEntity.Id != actor.Person.ToString())
            return Refusal.Invalid("Organisation.PasskeyBad");
        db.Add(new Passkey(actor.Person, made.Passkey, name.Trim()));
        return await db.SaveOr(default(Done), ct);
    }
}

/// <summary>Another name for an own passkey. It opens nothing that was shut, so no password is asked.</summary>
internal sealed class RenamePasskey(Db db)
{
    public async Task<Outcome<Done>> Run(Actor actor, string id, string name, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return Refusal.Forbidden();
        if (Passkey.Bad(name) is { } bad)
            return bad;
        if (await db.Set<Passkey>().SingleOrDefaultAsync(one => one.Id == id && one.Person == actor.Person, ct) is not { } passkey)
            return Refusal.NotFound("Organisation.PasskeyGone");
        passkey.Rename(name.Trim());
        return await db.SaveOr(default(Done), ct);
    }
}

/// <summary>Takes an own passkey away, after the password was given once more. The password stays, so nobody shuts themselves out.</summary>
internal sealed class RemovePasskey(Db db, OwnAccount own)
{
    public async Task<Outcome<Done>> Run(Actor actor, string id, string password, CancellationToken ct)
    {
        var opened = await own.Open(actor, password, ct);
        if (!opened.Ok)
            return Outcome<Done>.Refused(opened.Refusals);
        if (await db.Set<Passkey>().SingleOrDefaultAsync(one => one.Id == id && one.Person == actor.Person, ct) is not { } passkey)
            return Refusal.NotFound("Organisation.PasskeyGone");
        db.Remove(passkey);
        return await db.SaveOr(default(Done), ct);
    }
}
