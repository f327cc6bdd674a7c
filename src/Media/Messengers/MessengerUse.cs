using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Media.Mailbox;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Messengers;

/// <param name="Messenger">Null: none is set.</param>
/// <param name="Units">For whom pictures may come.</param>
/// <param name="Webhook">Where the messenger is to call; null where it is asked.</param>
internal sealed record MessengerDraft(MessengerView? Messenger, IReadOnlyList<UnitView> Units, Uri? Webhook);

internal sealed class ReadMessenger(Db db, IUnits units, ICity city, MessengerSeal seal, IEnumerable<IWebhook> doors)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<MessengerDraft>> Run(Actor actor, Messenger which, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        var row = await db.Set<MessengerRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == which, ct);
        var door = doors.FirstOrDefault(one => which == Messenger.WhatsApp && one.Door == WhatsAppSecret.Name);
        var word = door is not null && seal.Open(row?.SealedSecret) is { } secret ? door.WordFor(secret) : null;
        var waiting = await db.Set<AnnouncedPicture>().CountAsync(x => x.From == which && !x.Key.StartsWith(AnnouncedPicture.Words), ct);
        return new MessengerDraft(
            row is null ? null : new(row.Data, row.SealedToken is not null, row.SealedSecret is not null, row.Version, word, row.HeardAt, row.FailingSince, row.Fault, row.Strangers, row.Unusable, waiting),
            await units.Tree(ct),
            door is null ? null : new Uri((await city.Get(ct)).PublicUrl, $"webhooks/{door.Door}"));
    }
}

internal sealed class ChangeMessenger(Db db, IUnits units, MessengerSeal seal, BotRest rest)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    /// <param name="token">Null keeps the one that lies here.</param>
    /// <param name="secret">Null keeps the one that lies here; at Telegram there is none.</param>
    /// <param name="version">As read; null when there was none.</param>
    public async Task<Outcome<Done>> Run(Actor actor, Messenger which, MessengerData data, string? token, string? secret, int? version, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        data = data.Trimmed(which);
        var wrong = data.Check(which);
        var row = await db.Set<MessengerRow>().SingleOrDefaultAsync(x => x.Id == which, ct);
        if (row?.Version != version)
            return Refusal.Conflict("Kernel.Changed");
        (token, secret) = (Given(token), which == Messenger.WhatsApp ? Given(secret) : null);
        // A token that lies here is not shown to another number.
        if (token is null ? row?.SealedToken is null || row.Account != data.Account : token.Length > MessengerData.MaxSecret || token.Any(sign => sign is <= ' ' or > '~'))
            wrong.Add(Refusal.Invalid("Media.Messenger.TokenBad").On("token"));
        if (which == Messenger.WhatsApp && (secret is null ? row?.SealedSecret is null : secret.Length is < 16 or > 128 || !secret.All(char.IsAsciiLetterOrDigit)))
            wrong.Add(Refusal.Invalid("Media.Messenger.SecretBad").On("secret"));
        if (await units.Find(data.Unit, ct) is null)
            wrong.Add(Refusal.Invalid("Media.Mailbox.UnitMissing").On("unit"));
        if (wrong.Count > 0)
            return wrong;
        if (row is null)
            db.Add(row = new MessengerRow(which));
        row.Change(data, token is null ? row.SealedToken : seal.Close(token), secret is null ? row.SealedSecret : seal.Close(secret));
        db.AfterCommit(() => rest.Until = default);
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

    private static string? Given(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}

internal sealed class RemoveMessenger(Db db, IUnits units)
{
    /// <param name="actor">Needs Administer at the city itself.</param>
    public async Task<Outcome<Done>> Run(Actor actor, Messenger which, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        if (await db.Set<MessengerRow>().SingleOrDefaultAsync(x => x.Id == which, ct) is { } row)
            db.Remove(row);
        db.RemoveRange(await db.Set<AnnouncedPicture>().Where(x => x.From == which).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        return Done.Ok;
    }
}

/// <summary>Asks the messenger who we are to it; nothing is fetched and nothing changed.</summary>
internal sealed class TryMessenger(Db db, IUnits units, MessengerSeal seal, IWhatsAppPictures whatsApp, ITelegramPictures telegram)
{
    /// <returns>The number as it is written, or the bot's name.</returns>
    public async Task<Outcome<string>> Run(Actor actor, Messenger which, CancellationToken ct)
    {
        if (!await MailboxRights.Has(actor, units, ct))
            return Refusal.Forbidden();
        if (await db.Set<MessengerRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == which, ct) is not { } row)
            return Refusal.Conflict("Media.Messenger.NotSet");
        if (seal.Open(row.SealedToken) is not { } token)
            return Refusal.Conflict("Media.Messenger.TokenLost");
        var (shown, fault) = which == Messenger.WhatsApp ? await whatsApp.Number(token, row.Account, ct) : await telegram.Bot(token, ct);
        return fault is { } why ? new Refusal($"Media.Messenger.Fault.{why}", RefusalKind.Unavailable) : shown;
    }
}

/// <summary>The unit for which pictures come from a messenger stays as long as they come.</summary>
internal sealed class MessengersOfUnit(Db db) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct) =>
        await db.Set<MessengerRow>().AnyAsync(row => row.Unit == unit, ct) ? Refusal.Conflict("Media.UnitHasMessenger", unitName) : null;
}
