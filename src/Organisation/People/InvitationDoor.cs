using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>Where a one-time link leads. It has no actor: whoever holds the link is the person.</summary>
internal sealed class InvitationDoor(Db db, Passwords passwords, TimeProvider clock)
{
    private static readonly Refusal Gone = Refusal.NotFound("Organisation.InvitationGone");

    /// <summary>The name to greet, without using the link up.</summary>
    public async Task<Outcome<string>> Look(string token, CancellationToken ct) =>
        await Find(token, ct) is { } found ? found.Person.Name : Gone;

    /// <summary>Sets the password; the link is then used up. A second step that was set up stays and is asked at the next sign-in.</summary>
    public async Task<Outcome<Done>> Accept(string token, string password, CancellationToken ct)
    {
        if (await Find(token, ct) is not { } found)
            return Gone;
        if (Passwords.Check(password, found.Person.Name, found.Person.Email) is { } bad)
            return bad;
        found.Person.SetPassword(passwords.Hash(found.Person, password));
        db.Remove(found.Invitation);
        db.ActsFor(found.Person.Id);
        return await db.SaveOr(default(Done), ct);
    }

    private async Task<Found?> Find(string token, CancellationToken ct)
    {
        var hash = Invitation.HashOf(token);
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Set<Invitation>()
            .Where(invitation => invitation.Hash == hash && invitation.ExpiresAt > now)
            .Join(
                db.Set<Person>().Where(person => person.State == PersonState.Invited || person.State == PersonState.Active),
                invitation => invitation.Person, person => person.Id, (invitation, person) => new Found(invitation, person))
            .SingleOrDefaultAsync(ct);
    }

    private sealed record Found(Invitation Invitation, Person Person);
}
