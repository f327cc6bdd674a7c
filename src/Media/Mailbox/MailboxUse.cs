using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Mailbox;

/// <param name="Mailbox">Null: none is set.</param>
/// <param name="Units">For whom pictures may come.</param>
internal sealed record MailboxDraft(MailboxView? Mailbox, IReadOnlyList<UnitView> Units);

internal sealed class ReadMailbox(Db db, IUnits units)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<MailboxDraft>> Run(Actor actor, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        var row = await db.Set<MailboxRow>().AsNoTracking().SingleOrDefaultAsync(ct);
        return new MailboxDraft(
            row is null ? null : new(row.Data, row.SealedPassword is not null, row.Version, row.ReadAt, row.FailingSince, row.Fault, row.Strangers, row.Forged, row.Unusable),
            await units.Tree(ct));
    }
}

internal sealed class ChangeMailbox(Db db, IUnits units, MailboxSeal seal, Rounds rounds)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="password">Null keeps the one that lies here; but it is not shown to another server or for another user.</param>
    /// <param name="version">As read; null when there was none.</param>
    public async Task<Outcome<Done>> Run(Actor actor, MailboxData data, string? password, int? version, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        data = data.Trimmed();
        var wrong = data.Check();
        var row = await db.Set<MailboxRow>().SingleOrDefaultAsync(ct);
        if (row?.Version != version)
            return Refusal.Conflict("Kernel.Changed");
        if (password is null && !(row?.SealedPassword is not null && row.Data.SameDoor(data)))
            wrong.Add(Refusal.Invalid(row?.SealedPassword is null ? "Kernel.Mail.PasswordMissing" : "Kernel.Mail.PasswordAgain").On("password"));
        if (password?.Length > 500)
            wrong.Add(Refusal.Invalid("Kernel.Mail.PasswordTooLong", 500).On("password"));
        if (await units.Find(data.Unit, ct) is null)
            wrong.Add(Refusal.Invalid("Media.Mailbox.UnitMissing").On("unit"));
        if (wrong.Count > 0)
            return wrong;
        if (row is null)
            db.Add(row = new MailboxRow());
        row.Change(data, password is null ? row.SealedPassword : seal.Close(password));
        db.AfterCommit(() => rounds.Nudge(MailboxRound.Name));
        try
        {
            await db.SaveChangesAsync(ct);
            return Done.Ok;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Refusal.Conflict("Kernel.Changed");
        }
    }
}

internal sealed class RemoveMailbox(Db db, IUnits units)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<Done>> Run(Actor actor, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        if (await db.Set<MailboxRow>().SingleOrDefaultAsync(ct) is { } row)
            db.Remove(row);
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}

/// <summary>Knocks at the mailbox and says what it says; nothing is read and nothing changed.</summary>
internal sealed class TryMailbox(Db db, IUnits units, MailboxSeal seal)
{
    /// <returns>How many unread mails lie there.</returns>
    public async Task<Outcome<int>> Run(Actor actor, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        if (await db.Set<MailboxRow>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } row)
            return Refusal.Conflict("Media.Mailbox.NotSet");
        await using var line = new ImapLine();
        var trouble = await line.Ready(row.Data, seal.Open(row.SealedPassword), ct);
        if (trouble is null)
        {
            var (count, failed) = await line.Unread(ct);
            if (failed is null)
                return count.Count;
            trouble = failed;
        }
        return trouble.Sentence(row.Data);
    }
}

internal static class MailboxRights
{
    public static async Task<bool> Has(Actor actor, IUnits units, CancellationToken ct) =>
        (await units.Tree(ct)).FirstOrDefault() is { } whole && actor.May(Permission.Administer, whole.Id);
}
