using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;
using Stadtfunk.Organisation.Units;

namespace Stadtfunk.Organisation.City;

/// <param name="Server">Null: none is set.</param>
/// <param name="Health">Whether mails leave.</param>
internal sealed record MailServerDraft(MailServerView? Server, MailsView Health);

internal sealed class ReadMailServer(Db db, UnitTrees trees, MailServer server, MailHealth health)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<MailServerDraft>> Run(Actor actor, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        return new MailServerDraft(await server.Read(ct), await health.Read(ct));
    }
}

internal sealed class ChangeMailServer(Db db, UnitTrees trees, MailServer server)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="password">Null keeps the old one.</param>
    /// <param name="version">As read; null when there was none.</param>
    public async Task<Outcome<Done>> Run(Actor actor, MailServerData data, string? password, int? version, CancellationToken ct) =>
        await ChangeCity.Allowed(actor, db, trees, ct) ? await server.Change(data, password, version, ct) : Refusal.Forbidden();
}

internal sealed class RemoveMailServer(Db db, UnitTrees trees, MailServer server)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<Done>> Run(Actor actor, CancellationToken ct) =>
        await ChangeCity.Allowed(actor, db, trees, ct) ? await server.Remove(ct) : Refusal.Forbidden();
}

/// <summary>A mail to the asker's own address, at once, with the server's answer in a sentence.</summary>
internal sealed class SendTestMail(Db db, UnitTrees trees, MailServer server, ICity city, Words words)
{
    /// <returns>Where it went.</returns>
    public async Task<Outcome<string>> Run(Actor actor, CancellationToken ct)
    {
        if (!await ChangeCity.Allowed(actor, db, trees, ct))
            return Refusal.Forbidden();
        var to = await db.Set<Person>().Where(person => person.Id == actor.Person).Select(person => person.Email).SingleAsync(ct);
        var name = (await city.Get(ct)).Name;
        var sent = await server.Probe(to, words["Organisation.MailServer.TestSubject", name], words["Organisation.MailServer.TestText", actor.Name, name], ct);
        return sent.To(_ => to);
    }
}
