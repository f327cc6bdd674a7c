using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation.People;

/// <summary>Changes the own password and ends all sessions; the answer is the new stamp, with which the page keeps its own session.</summary>
internal sealed class ChangePassword(Db db, OwnAccount own, Passwords passwords)
{
    public async Task<Outcome<Shown>> Run(Actor actor, string current, string next, CancellationToken ct)
    {
        var opened = await own.Open(actor, current, ct);
        if (!opened.Ok)
            return Outcome<Shown>.Refused(opened.Refusals);
        var person = opened.Value;
        if (Passwords.Check(next, person.Name, person.Email) is { } bad)
        {
            // Saves that the present password was right.
            await db.SaveOr(true, ct);
            return bad;
        }
        person.SetPassword(passwords.Hash(person, next));
        return await db.SaveOr(new Shown(person.Id, person.Name, person.Stamp, true), ct);
    }
}
