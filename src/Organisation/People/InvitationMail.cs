using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.People;

/// <summary>Brings the link to whom it is for, where the city has a mail server. Joins the caller's transaction.</summary>
internal sealed class InvitationMail(Db db, IMails mails, ICity cities, CityTime time, Words words)
{
    /// <param name="again">They have been here: a new password, not a first one.</param>
    /// <returns>True when a mail is on its way.</returns>
    public async Task<bool> Write(Actor actor, Person person, string token, Invitation invitation, bool again, CancellationToken ct)
    {
        if (!await mails.CanSend(ct))
            return false;
        var city = await cities.Get(ct);
        var language = ReaderLanguages.Of(person.Language ?? city.Language);
        var until = ReaderLanguages.Words(time.ToLocal(invitation.ExpiresAt), language);
        return await mails.Write(
            new OutgoingMail(
                KeyOf(invitation),
                person.Email,
                words.In(language, again ? "Organisation.Mail.ResetSubject" : "Organisation.Mail.InviteSubject", city.Name),
                words.In(language, again ? "Organisation.Mail.ResetText" : "Organisation.Mail.InviteText", person.Name, actor.Name, city.Name, new Uri(city.PublicUrl, InvitePerson.PathOf(token)), until)),
            ct);
    }

    /// <summary>The open link is worth nothing any more; its mail, if the server has not had it yet, stays here.</summary>
    /// <returns>False when there was none.</returns>
    public async Task<bool> TakeBack(PersonId person, CancellationToken ct)
    {
        var open = await db.Set<Invitation>().Where(invitation => invitation.Person == person).ToListAsync(ct);
        foreach (var invitation in open)
            await mails.Withdraw(KeyOf(invitation), ct);
        db.RemoveRange(open);
        return open.Count > 0;
    }

    private static string KeyOf(Invitation invitation) => $"invitation/{invitation.Hash}";
}
