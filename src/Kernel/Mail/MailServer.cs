using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Kernel.Mail;

/// <summary>The one mail server of the city. Whoever calls this has asked for the permission.</summary>
public sealed class MailServer
{
    private readonly Db db;
    private readonly MailSeal seal;
    private readonly DatabaseClock clock;

    internal MailServer(Db db, MailSeal seal, DatabaseClock clock)
    {
        this.db = db;
        this.seal = seal;
        this.clock = clock;
    }

    /// <summary>Null when there is none.</summary>
    public async Task<MailServerView?> Read(CancellationToken ct) =>
        await db.Set<MailServerRow>().AsNoTracking().SingleOrDefaultAsync(ct) is { } row ? new MailServerView(DataOf(row), row.SealedPassword is not null, row.Version) : null;

    /// <param name="password">Null keeps the one that lies here; but it is not shown to another server or for another user.</param>
    /// <param name="version">As read; null when there was none.</param>
    public async Task<Outcome<Done>> Change(MailServerData data, string? password, int? version, CancellationToken ct)
    {
        data = data.Trimmed();
        var wrong = data.Check();
        var row = await db.Set<MailServerRow>().SingleOrDefaultAsync(ct);
        if (row?.Version != version)
            return Refusal.Conflict("Kernel.Changed");
        var same = row is not null && DataOf(row).SameDoor(data);
        if (data.User.Length > 0 && password is null && !(same && row!.SealedPassword is not null))
            wrong.Add(Refusal.Invalid(row?.SealedPassword is null ? "Kernel.Mail.PasswordMissing" : "Kernel.Mail.PasswordAgain").On("mailPassword"));
        if (password?.Length > 500)
            wrong.Add(Refusal.Invalid("Kernel.Mail.PasswordTooLong", 500).On("mailPassword"));
        if (wrong.Count > 0)
            return wrong;
        if (row is null)
            db.Add(row = new MailServerRow());
        row.Change(data, data.User.Length == 0 ? null : password is null ? row.SealedPassword : seal.Password(password));
        return await Save(ct);
    }

    /// <summary>From a file of settings, which holds no password: one that fits is kept, otherwise it has to be entered.</summary>
    public async Task<Outcome<Done>> Restore(MailServerData data, CancellationToken ct)
    {
        data = data.Trimmed();
        if (data.Check() is { Count: > 0 } wrong)
            return wrong;
        var row = await db.Set<MailServerRow>().SingleOrDefaultAsync(ct);
        var kept = row is not null && DataOf(row).SameDoor(data) ? row.SealedPassword : null;
        if (row is null)
            db.Add(row = new MailServerRow());
        row.Change(data, kept);
        return await Save(ct);
    }

    public async Task<Outcome<Done>> Remove(CancellationToken ct)
    {
        if (await db.Set<MailServerRow>().SingleOrDefaultAsync(ct) is not { } row)
            return Done.Ok;
        db.Remove(row);
        return await Save(ct);
    }

    /// <summary>Sends at once and says what the server said; changes nothing and does not go through the outbox.</summary>
    public async Task<Outcome<Done>> Probe(string to, string subject, string text, CancellationToken ct)
    {
        if (await db.Set<MailServerRow>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } row)
            return Refusal.Conflict("Kernel.Mail.NotSet");
        var data = DataOf(row);
        if (PasswordOf(row, seal) is not { } password)
            return new MailTrouble(MailFault.PasswordLost).Sentence(data);
        var (line, trouble) = await SmtpLine.Open(data, password, ct);
        if (line is null)
            return trouble!.Sentence(data);
        await using (line)
            trouble = await line.Send(SmtpLine.Make(data, Guid.CreateVersion7(), to, subject, text, clock.Now), ct);
        return trouble is null ? Done.Ok : trouble.Sentence(data);
    }

    internal static MailServerData DataOf(MailServerRow row) => new(row.Host, row.Port, row.Security, row.User, row.FromAddress, row.FromName);

    /// <summary>Empty where none is needed; null when it cannot be opened any more.</summary>
    internal static string? PasswordOf(MailServerRow row, MailSeal seal) => row.SealedPassword is { } kept ? seal.OpenPassword(kept) : "";

    private async Task<Outcome<Done>> Save(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return Done.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return Refusal.Conflict("Kernel.Changed");
        }
    }
}
