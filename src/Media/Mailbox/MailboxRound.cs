using MailKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Logging;
using MimeKit;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
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

    // As it lies in a mail, in letters, a picture is larger by a third and its line ends.
    private const double MostOctets = Upload.MaxBytes * 1.4;
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
            set => set.SetProperty(x => x.ReadAt, now).SetProperty(x => x.FailingSince, since).SetProperty(x => x.Fault, trouble == null ? null : (MailboxFault?)trouble.Fault), ct);
    }

    /// <returns>The first trouble. That of one mail holds up no other; without a line or without room nothing can be done for any of them.</returns>
    private async Task<MailboxTrouble?> Read(MailboxRow row, CancellationToken ct)
    {
        var (mails, trouble) = await line.Unread(ct);
        var broke = line.At;
        foreach (var mail in mails.OrderBy(one => one == broke).ThenBy(one => one.Id).Take(AtOnce))
        {
            line.At = mail;
            var (seen, failed) = await line.Look(mail, ct);
            if (seen is not null)
                failed = await Take(row, mail, seen, ct);
            failed ??= await line.Done(mail, ct);
            trouble ??= failed;
            if (failed?.Fault == MailboxFault.NoAnswer)
                return trouble;
            line.At = null;
            if (failed?.Fault == MailboxFault.NoRoom)
                return failed;
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
        var (text, trouble) = await Text(id, mail, ct);
        if (trouble is not null)
            return trouble;
        var name = string.IsNullOrWhiteSpace(sender.Name) ? sender.Address : $"{sender.Name} ({sender.Address})";
        var all = pictures.Count > MostPictures ? $"{text}\n\n{words["Media.Mailbox.Rest", pictures.Count, MostPictures]}" : text;
        var (key, taken, refused) = ($"mail/{row.Data.Mark}/{line.Validity}/{id.Id}/", 0, new List<Refusal>());
        foreach (var (place, part) in pictures.Take(MostPictures).Index())
        {
            (var why, trouble) = await Bring(row.Unit, id, part, new Sending(TrayWay.Mail, name, all, $"{key}{place}") { Proven = proof == Proof.Passed }, ct);
            if (trouble is not null)
                return trouble;
            if (why is null)
                taken++;
            else
                refused.Add(why);
        }
        if (taken == 0)
            await door.Tell(row.Unit, new Sending(TrayWay.Mail, name, text, key) { Proven = proof == Proof.Passed }, refused.Count == 0 ? words["Media.Mailbox.NoPicture"] : string.Join(' ', refused.Select(words.Of).Distinct()), ct);
        else if (refused.Count > 0)
            await Say(key, words["Media.Mailbox.NotAll", refused.Count], ct);
        return taken > 0 && refused.Count == 0 ? null : await Count(set => set.SetProperty(x => x.Unusable, x => x.Unusable + 1), ct);
    }

    /// <summary>One picture into the tray, or why it cannot be used; what passes is a trouble, and the mail is read again.</summary>
    private async Task<(Refusal? Why, MailboxTrouble? Trouble)> Bring(UnitId unit, UniqueId id, BodyPartBasic part, Sending sent, CancellationToken ct)
    {
        if (await db.Set<TrayEntry>().AnyAsync(x => x.Key == sent.Key, ct))
            return (null, null);
        if (part.Octets > MostOctets)
            return (Refusal.Invalid("Media.TooBig"), null);
        var (fetched, trouble) = await line.Part(id, part, ct);
        if (trouble is not null || fetched is not MimePart { Content: { } content } picture)
            return (Refusal.Invalid("Media.Damaged"), trouble);
        await using var bytes = content.Open();
        var put = await door.Put(Actor.Nobody, new NewPicture(unit, picture.FileName ?? "", bytes, "", ""), sent, ct);
        if (put.Ok)
            return (null, null);
        var why = put.Refusals[0];
        MailboxLog.Unusable(log, why.Key);
        return (why, why.Kind is RefusalKind.Unavailable or RefusalKind.TooMany ? new MailboxTrouble(why.Key == FileStore.Full.Key ? MailboxFault.NoRoom : MailboxFault.Busy) : null);
    }

    // Those of the mail that are in the tray say that there was more.
    private Task Say(string key, string more, CancellationToken ct) => db.Set<TrayEntry>()
        .Where(x => x.Key.StartsWith(key) && x.State == TrayState.Waiting && !x.Text.EndsWith(more))
        .ExecuteUpdateAsync(set => set.SetProperty(x => x.Text, x => x.Text == "" ? more : x.Text + "\n\n" + more), ct);

    private async Task<(string Text, MailboxTrouble? Trouble)> Text(UniqueId id, IMessageSummary mail, CancellationToken ct)
    {
        MimeEntity? body = null;
        MailboxTrouble? trouble = null;
        if ((mail.TextBody ?? mail.HtmlBody) is { Octets: < 1024 * 1024 } part)
            (body, trouble) = await line.Part(id, part, ct);
        return (TrayEntry.Short(MailText.Of(mail.Envelope?.Subject, body), TrayEntry.MaxText - 200), trouble);
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
    public static partial void Away(ILogger log, MailboxFault fault);

    [LoggerMessage(LogLevel.Information, "A picture that came by mail was not taken: {Why}")]
    public static partial void Unusable(ILogger log, string why);
}
