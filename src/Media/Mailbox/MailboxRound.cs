using MailKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Logging;
using MimeKit;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Tray;

namespace Stadtfunk.Media.Mailbox;

/// <summary>
/// Looks for new mails and puts their pictures into the tray. A mail is marked as read once all of its pictures are there: what a crash interrupts is read
/// again, and each picture has a key of its own, so none is there twice.
/// </summary>
internal sealed class MailboxRound(Db db, ImapLine line, MailboxSeal seal, TrayDoor door, Words words, CityTime time, ILogger<MailboxRound> log) : IRound
{
    public const string Name = "media-mailbox";
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Of one mail.</summary>
    public const int MostPictures = 20;

    private const int AtOnce = 50;

    // Smaller than any photograph: the logos below a signature.
    private const uint Least = 10 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task Tick(CancellationToken ct)
    {
        if (await db.Set<MailboxRow>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } row || (row.Fault is not null && row.ReadAt > time.UtcNow - Pause))
            return;
        var trouble = await line.Ready(row.Data, seal.Open(row.SealedPassword), ct) ?? await Read(row, ct);
        var now = time.UtcNow;
        DateTime? since = trouble is null ? null : row.FailingSince ?? now;
        if (trouble is not null && row.Fault != trouble.Fault)
            MailboxLog.Away(log, trouble.Fault);
        await db.Set<MailboxRow>().ExecuteUpdateAsync(
            set => set.SetProperty(x => x.ReadAt, now).SetProperty(x => x.FailingSince, since).SetProperty(x => x.Fault, trouble == null ? null : (MailFault?)trouble.Fault), ct);
    }

    private async Task<MailboxTrouble?> Read(MailboxRow row, CancellationToken ct)
    {
        var (mails, trouble) = await line.Unread(ct);
        foreach (var mail in mails.OrderBy(one => one.Id).Take(AtOnce))
        {
            (var seen, trouble) = await line.Look(mail, ct);
            if (seen is not null)
                trouble = await Take(row, mail, seen, ct);
            trouble ??= await line.Done(mail, ct);
            if (trouble is not null)
                return trouble;
        }
        return trouble;
    }

    private async Task<MailboxTrouble?> Take(MailboxRow row, UniqueId id, IMessageSummary mail, CancellationToken ct)
    {
        // Several senders are nobody's; an address without its domain neither.
        var sender = mail.Envelope?.From is { Count: 1 } from && from[0] is MailboxAddress { Address: { } address } one && address.Contains('@', StringComparison.Ordinal) ? one : null;
        if (sender is null || !row.Data.Lists(sender.Address))
            return await Count(set => set.SetProperty(x => x.Strangers, x => x.Strangers + 1), ct);
        var proof = SenderProof.Of(mail.Headers ?? [], row.Judge, sender.Address[(sender.Address.LastIndexOf('@') + 1)..].ToLowerInvariant());
        if (proof == Proof.Forged)
            return await Count(set => set.SetProperty(x => x.Forged, x => x.Forged + 1), ct);
        var pictures = mail.BodyParts.OfType<BodyPartBasic>().Where(IsPicture).ToList();
        var (text, trouble) = await Text(id, mail, pictures.Count, ct);
        if (trouble is not null)
            return trouble;
        var taken = 0;
        foreach (var (place, part) in pictures.Take(MostPictures).Index())
        {
            (var fetched, trouble) = await line.Part(id, part, ct);
            if (trouble is not null)
                return trouble;
            taken += fetched is MimePart { Content: not null } picture && await Put(row, $"mail/{line.Validity}/{id.Id}/{place}", sender, text, picture, proof, ct) ? 1 : 0;
        }
        return taken > 0 ? null : await Count(set => set.SetProperty(x => x.Unusable, x => x.Unusable + 1), ct);
    }

    private async Task<bool> Put(MailboxRow row, string key, MailboxAddress sender, string text, MimePart picture, Proof proof, CancellationToken ct)
    {
        if (await db.Set<TrayEntry>().AnyAsync(x => x.Key == key, ct))
            return true;
        await using var bytes = picture.Content!.Open();
        var name = string.IsNullOrWhiteSpace(sender.Name) ? sender.Address : $"{sender.Name} ({sender.Address})";
        var sent = new Sending(TrayWay.Mail, name, text, key) { Proven = proof == Proof.Passed };
        var put = await door.Put(Actor.Nobody, new NewPicture(row.Unit, picture.FileName ?? "", bytes, "", ""), sent, ct);
        if (!put.Ok)
            MailboxLog.Unusable(log, put.Refusals[0].Key);
        return put.Ok;
    }

    private async Task<(string Text, MailboxTrouble? Trouble)> Text(UniqueId id, IMessageSummary mail, int pictures, CancellationToken ct)
    {
        MimeEntity? body = null;
        MailboxTrouble? trouble = null;
        if ((mail.TextBody ?? mail.HtmlBody) is { Octets: < 1024 * 1024 } part)
            (body, trouble) = await line.Part(id, part, ct);
        var text = TrayEntry.Short(MailText.Of(mail.Envelope?.Subject, body), TrayEntry.MaxText - 200);
        return (pictures > MostPictures ? $"{text}\n\n{words["Media.Mailbox.Rest", pictures, MostPictures]}" : text, trouble);
    }

    private static bool IsPicture(BodyPartBasic part) =>
        (part.ContentType.IsMimeType("image", "*") || (part.ContentType.IsMimeType("application", "octet-stream") && part.FileName is { } name && Ending(name)))
        && (part.IsAttachment || part.Octets >= Least);

    private static bool Ending(string name) => Path.GetExtension(name).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png" or ".webp" or ".gif" or ".heic";

    private async Task<MailboxTrouble?> Count(Action<UpdateSettersBuilder<MailboxRow>> more, CancellationToken ct)
    {
        await db.Set<MailboxRow>().ExecuteUpdateAsync(more, ct);
        return null;
    }
}

internal static partial class MailboxLog
{
    [LoggerMessage(LogLevel.Warning, "The mailbox for pictures cannot be read: {Fault}")]
    public static partial void Away(ILogger log, MailFault fault);

    [LoggerMessage(LogLevel.Information, "A picture that came by mail was not taken: {Why}")]
    public static partial void Unusable(ILogger log, string why);
}
