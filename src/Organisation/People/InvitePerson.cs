using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.Roles;

namespace Stadtfunk.Organisation.People;

/// <param name="Roles">At least one: nobody is in the house without a task.</param>
internal sealed record NewPerson(string Name, string Email, IReadOnlyList<NewRole> Roles);

internal sealed record NewRole(UnitId Unit, Role Role);

internal sealed class InvitePerson(Db db, GiveRole roles, InvitationMail mail, TimeProvider clock)
{
    /// <param name="actor">Needs ManagePeople in every unit of the roles, and everything that they carry.</param>
    public async Task<Outcome<InvitationLink>> Run(Actor actor, NewPerson person, CancellationToken ct)
    {
        if (!actor.MayAnywhere(Permission.ManagePeople))
            return Refusal.Forbidden();
        if (person.Roles.Count == 0)
            return Refusal.Invalid("Organisation.RoleMissing").On("role");
        foreach (var role in person.Roles)
            if (Guard.Over(actor, role.Unit, role.Role) is { } no)
                return no;
        return await db.InTransaction(() => Invite(actor, person, ct), ct);
    }

    private async Task<Outcome<InvitationLink>> Invite(Actor actor, NewPerson wanted, CancellationToken ct)
    {
        var added = await Add(wanted.Name, wanted.Email, ct);
        if (!added.Ok)
            return Outcome<InvitationLink>.Refused(added.Refusals);
        var token = Invitation.NewToken();
        var invitation = new Invitation(added.Value.Id, token, clock.GetUtcNow().UtcDateTime);
        db.Add(invitation);
        var mailed = await mail.Write(actor, added.Value, token, invitation, again: false, ct);
        var saved = await db.SaveOr(new InvitationLink(added.Value.Id, PathOf(token), invitation.ExpiresAt) { Mailed = mailed }, ct);
        if (!saved.Ok)
            return saved;
        foreach (var role in wanted.Roles)
            if (await roles.Give(added.Value.Id, role.Unit, role.Role, ct) is { Ok: false } no)
                throw new InvalidOperationException($"A role that was just checked could not be given: {no.Refusals[0].Key}");
        return saved;
    }

    internal static string PathOf(string token) => $"/einladung/{token}";

    /// <summary>A new row, checked, not yet saved.</summary>
    internal async Task<Outcome<Person>> Add(string name, string email, CancellationToken ct)
    {
        name = name.Trim();
        email = email.Trim();
        var wrong = Check(name, email);
        if (wrong.Count > 0)
            return wrong;
        var key = Person.KeyOf(email);
        if (await db.Set<Person>().AnyAsync(one => one.EmailKey == key, ct))
            return Refusal.Conflict("Organisation.EmailTaken").On("email");
        var person = new Person(name, email, clock.GetUtcNow().UtcDateTime);
        db.Add(person);
        return person;
    }

    internal static List<Refusal> Check(string name, string email)
    {
        var wrong = new List<Refusal>();
        if (name.Length is 0 or > Person.NameLength)
            wrong.Add(Refusal.Invalid("Organisation.PersonNameBad", Person.NameLength).On("name"));
        if (NameRules.Unreadable(name) is { } unreadable)
            wrong.Add(unreadable);
        if (CheckEmail(email) is { } bad)
            wrong.Add(bad);
        return wrong;
    }

    internal static Refusal? CheckEmail(string email) =>
        email.Length > Person.EmailLength || !MailAddress.TryCreate(email, out var parsed) || parsed.Address != email || email.Any(char.IsControl)
            ? Refusal.Invalid("Organisation.EmailBad").On("email")
            : null;
}
