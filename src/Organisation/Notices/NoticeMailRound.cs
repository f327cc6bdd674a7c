using System.Text;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Organisation.People;

namespace Stadtfunk.Organisation.Notices;

/// <summary>One mail for all that a person is to hear by now. What has been read at the desk meanwhile needs none.</summary>
internal sealed class NoticeMailRound(Db db, IMails mails, ICity cities, Words words, CityTime time) : IRound
{
    public const string Name = "notices";
    private const int People = 50;
    private const int Lines = 30;

    public async Task Tick(CancellationToken ct)
    {
        var now = time.UtcNow;
        var due = await db.Set<NoticeRow>().Where(row => row.MailAt <= now).GroupBy(row => row.Person).OrderBy(one => one.Min(row => row.MailAt)).Select(one => one.Key).Take(People).ToListAsync(ct);
        if (due.Count == 0)
            return;
        if (!await mails.CanSend(ct))
        {
            await db.Set<NoticeRow>().Where(row => row.MailAt <= now).ExecuteUpdateAsync(set => set.SetProperty(row => row.MailAt, (DateTime?)null), ct);
            return;
        }
        foreach (var person in due)
            await Mail(person, now, ct);
    }

    private async Task Mail(PersonId id, DateTime now, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var rows = await db.Set<NoticeRow>().Where(row => row.Person == id && row.MailAt <= now).OrderBy(row => row.At).ToListAsync(ct);
        var person = await db.Set<Person>().AsNoTracking().SingleAsync(person => person.Id == id, ct);
        var told = rows.Where(row => row.ReadAt is null).ToList();
        if (told.Count > 0 && person.State == PersonState.Active)
            await mails.Write(await Compose(person, told, ct), ct);
        rows.ForEach(row => row.Mailed());
        await db.SaveChangesAsync(ct);
    }

    private async Task<OutgoingMail> Compose(Person person, List<NoticeRow> told, CancellationToken ct)
    {
        var city = await cities.Get(ct);
        var language = ReaderLanguages.Of(person.Language ?? city.Language);
        var first = words.In(language, told[0].Text, [.. told[0].ArgList(language)]);
        var text = new StringBuilder(words.In(language, "Organisation.Notices.MailHello", person.Name)).AppendLine().AppendLine();
        foreach (var row in told.Take(Lines))
            text.AppendLine(words.In(language, row.Text, [.. row.ArgList(language)])).AppendLine(new Uri(city.PublicUrl, row.Link).ToString()).AppendLine();
        if (told.Count > Lines)
            text.AppendLine(words.In(language, "Organisation.Notices.MailMore", told.Count - Lines)).AppendLine();
        text.Append(words.In(language, "Organisation.Notices.MailFoot", new Uri(city.PublicUrl, "/desk/hinweise")));
        var subject = told.Count == 1 ? first : words.In(language, "Organisation.Notices.MailSubject", told.Count, city.Name);
        return new OutgoingMail($"notices/{told[^1].Id}", person.Email, OneLine(subject), text.ToString());
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ") is var line && line.Length > 150 ? line[..149] + "…" : line;
}
