using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Kernel.Mail;

/// <summary>Brings mails to the server. A mail is marked as gone after the server has taken it: a crash in between sends it twice, never not at all.</summary>
internal sealed class MailRound(Db db, MailSeal seal, DatabaseClock clock, ILogger<MailRound> log) : IRound
{
    public const string Name = "mails";
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);
    private static readonly TimeSpan Claim = TimeSpan.FromMinutes(2);
    private const int Batch = 50;

    public async Task Tick(CancellationToken ct)
    {
        var due = await Due(ct);
        if (due.Count == 0)
            return;
        await Tidy(ct);
        if (await db.Set<MailServerRow>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } server)
        {
            // Taken away: what waits goes when there is one again, or gets too old.
            await PutOff(due, TimeSpan.FromMinutes(5), ct);
            return;
        }
        var data = MailServer.DataOf(server);
        if (MailServer.PasswordOf(server, seal) is not { } password)
        {
            await Failing(due, server, new MailTrouble(MailFault.PasswordLost), ct);
            return;
        }
        var (line, trouble) = await SmtpLine.Open(data, password, ct);
        if (line is null)
        {
            await Failing(due, server, trouble!, ct);
            return;
        }
        await using (line)
            foreach (var (mail, place) in due.Select((mail, place) => (mail, place)))
            {
                if (!await Take(mail, ct))
                    continue;
                if (await Send(line, data, mail, ct) is { OfThisMail: false } all)
                {
                    await Failing(due.Skip(place), server, all, ct);
                    return;
                }
            }
        if (server.FailingSince is not null)
            await db.Set<MailServerRow>().ExecuteUpdateAsync(set => set.SetProperty(x => x.FailingSince, (DateTime?)null).SetProperty(x => x.Fault, (MailFault?)null), ct);
    }

    private async Task<List<MailRow>> Due(CancellationToken ct)
    {
        var now = clock.Now;
        return await db.Set<MailRow>().AsNoTracking().Where(row => row.NextAt <= now).OrderBy(row => row.NextAt).Take(Batch).ToListAsync(ct);
    }

    // Claimed ahead: a node that dies leaves it to be taken again when that time has come.
    private async Task<bool> Take(MailRow mail, CancellationToken ct)
    {
        var until = clock.Now + Claim;
        return await db.Set<MailRow>().Where(row => row.Id == mail.Id && row.NextAt == mail.NextAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, until), ct) == 1;
    }

    private async Task<MailTrouble?> Send(SmtpLine line, MailServerData server, MailRow mail, CancellationToken ct)
    {
        if (seal.Content(mail.Sealed) is not { } content)
        {
            await GiveUp(mail, MailFault.PasswordLost, ct);
            return null;
        }
        var trouble = await line.Send(SmtpLine.Make(server, mail.Id, content.To, content.Subject, content.Text, clock.Now), ct);
        switch (trouble)
        {
            case null:
                var now = clock.Now;
                await db.Set<MailRow>().Where(row => row.Id == mail.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.NextAt, (DateTime?)null).SetProperty(row => row.SentAt, now).SetProperty(row => row.Sealed, ""), ct);
                break;
            case { ForGood: true }:
                await GiveUp(mail, trouble.Fault, ct);
                break;
            case { OfThisMail: true }:
                await PutOff([mail], TimeSpan.FromMinutes(Math.Min(60, 1 << Math.Min(mail.Attempt, 6))), ct);
                break;
        }
        return trouble;
    }

    private async Task Failing(IEnumerable<MailRow> waiting, MailServerRow server, MailTrouble trouble, CancellationToken ct)
    {
        var now = clock.Now;
        var since = server.FailingSince ?? now;
        if (server.Fault != trouble.Fault)
            Log.NoMailLeaves(log, trouble.Fault);
        await db.Set<MailServerRow>().ExecuteUpdateAsync(set => set.SetProperty(x => x.FailingSince, since).SetProperty(x => x.Fault, trouble.Fault), ct);
        await PutOff(waiting, now - since < TimeSpan.FromMinutes(10) ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(5), ct);
    }

    private async Task PutOff(IEnumerable<MailRow> mails, TimeSpan wait, CancellationToken ct)
    {
        var ids = mails.Select(mail => mail.Id).ToList();
        var next = clock.Now + wait;
        await db.Set<MailRow>().Where(row => ids.Contains(row.Id) && row.NextAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, next).SetProperty(row => row.Attempt, row => row.Attempt + 1), ct);
    }

    private Task<int> GiveUp(MailRow mail, MailFault why, CancellationToken ct)
    {
        Log.MailGivenUp(log, mail.Id, why);
        return db.Set<MailRow>().Where(row => row.Id == mail.Id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.NextAt, (DateTime?)null).SetProperty(row => row.GivenUp, why).SetProperty(row => row.Sealed, ""), ct);
    }

    private async Task Tidy(CancellationToken ct)
    {
        var (tooOld, forgotten) = (clock.Now - Longest, clock.Now - Remembered);
        await db.Set<MailRow>().Where(row => row.NextAt != null && row.WrittenAt < tooOld).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.NextAt, (DateTime?)null).SetProperty(row => row.GivenUp, MailFault.TooOld).SetProperty(row => row.Sealed, ""), ct);
        await db.Set<MailRow>().Where(row => row.WrittenAt < forgotten).ExecuteDeleteAsync(ct);
    }
}
