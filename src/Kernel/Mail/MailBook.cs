using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Kernel.Mail;

internal sealed class MailBook(Db db, MailSeal seal, DatabaseClock clock, Rounds rounds) : IMails
{
    public Task<bool> CanSend(CancellationToken ct) => db.Set<MailServerRow>().AnyAsync(ct);

    public async Task<bool> Write(OutgoingMail mail, CancellationToken ct)
    {
        if (mail.Key.Length is 0 or > MailRow.KeyLength)
            throw new ArgumentException("A mail has a key of at most 120 characters.", nameof(mail));
        if (!await CanSend(ct))
            return false;
        if (db.Set<MailRow>().Local.Any(row => row.Key == mail.Key) || await db.Set<MailRow>().AnyAsync(row => row.Key == mail.Key, ct))
            return true;
        db.Add(new MailRow(mail.Key, seal.Content(new MailContent(mail.To, mail.Subject, mail.Text)), clock.Now));
        db.AfterCommit(() => rounds.Nudge(MailRound.Name));
        return true;
    }

    public Task Withdraw(string key, CancellationToken ct) => db.Set<MailRow>().Where(row => row.Key == key && row.NextAt != null).ExecuteDeleteAsync(ct);
}

/// <param name="IsSet">There is a mail server.</param>
/// <param name="Waiting">Mails that have not left yet.</param>
/// <param name="GivenUp">Mails of the last seven days that the server would not take.</param>
/// <param name="FailingSince">Since when none leaves; null when nothing is known to be wrong.</param>
public sealed record MailsView(bool IsSet, int Waiting, int GivenUp, DateTime? FailingSince, MailFault? Fault);

/// <summary>For Today and the health answer: does the mail leave?</summary>
public sealed class MailHealth(Db db, DatabaseClock clock)
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public async Task<MailsView> Read(CancellationToken ct)
    {
        var server = await db.Set<MailServerRow>().AsNoTracking().Select(row => new { row.FailingSince, row.Fault }).SingleOrDefaultAsync(ct);
        if (server is null)
            return new MailsView(false, 0, 0, null, null);
        var since = clock.Now - Week;
        return new MailsView(
            true,
            await db.Set<MailRow>().CountAsync(row => row.NextAt != null, ct),
            await db.Set<MailRow>().CountAsync(row => row.WrittenAt > since && row.GivenUp != null && row.GivenUp != MailFault.Restored, ct),
            server.FailingSince,
            server.Fault);
    }
}

/// <summary>What waited when the backup was made: the earlier installation may have sent it, and a second invitation would only confuse.</summary>
internal sealed class MailsAfterRestore(Db db) : IAfterRestore
{
    public Task Settle(CancellationToken ct) => db.Set<MailRow>().Where(row => row.NextAt != null).ExecuteUpdateAsync(
        set => set.SetProperty(row => row.NextAt, (DateTime?)null).SetProperty(row => row.GivenUp, MailFault.Restored).SetProperty(row => row.Sealed, ""), ct);
}
