using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Media.Messengers;

/// <summary>When the bot may be asked again: after a fault it is left alone for a while.</summary>
internal sealed class BotRest
{
    public DateTime Until { get; set; }

    /// <summary>How long Telegram may keep us waiting; shorter than what the health page calls stale.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(8);
}

/// <summary>
/// Asks the city's bot what it was sent, and waits for it: so no address has to be reachable from the internet. What was heard is noted down in one
/// transaction with how far; only the next question takes it away at Telegram.
/// </summary>
internal sealed class TelegramRound(Db db, MessengerSeal seal, ITelegramPictures telegram, Announcements announcements, BotRest rest, Words words, CityTime time, ILogger<TelegramRound> log) : IRound
{
    public const string Name = "media-telegram";
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task Tick(CancellationToken ct)
    {
        if (rest.Until > time.UtcNow || await db.Set<MessengerRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == Messenger.Telegram, ct) is not { } row)
            return;
        var token = seal.Open(row.SealedToken);
        var (updates, fault) = token is null ? ([], FetchFault.SignInLost) : await telegram.Updates(token, row.Last, rest.Patience, ct);
        var now = time.UtcNow;
        if (fault is { } why)
        {
            rest.Until = now + Pause;
            if (row.Fault != why)
                MessengerLog.Away(log, row.Id, why);
            await announcements.Count(row.Id, set => set.SetProperty(x => x.Fault, why).SetProperty(x => x.FailingSince, x => x.FailingSince ?? now), ct);
            return;
        }
        if (row.Fault is FetchFault.Elsewhere || (row.Fault is not null && !await db.Set<AnnouncedPicture>().AnyAsync(x => x.From == row.Id, ct)))
            await announcements.Count(row.Id, set => set.SetProperty(x => x.Fault, (FetchFault?)null).SetProperty(x => x.FailingSince, (DateTime?)null), ct);
        if (updates.Count == 0)
            return;
        await db.InTransaction(
            async () =>
            {
                await announcements.Note(row, [.. updates.Select(update => update.Picture).OfType<PictureMessage>()], ct);
                await announcements.Count(row.Id, set => set.SetProperty(x => x.Last, updates[^1].Id).SetProperty(x => x.HeardAt, now), ct);
            },
            ct);
        foreach (var update in updates.Where(update => update.Chat.Length > 0))
            if (!row.Data.Lists(update.From, update.Alias))
                await telegram.Say(token!, update.Chat, words["Media.Messenger.Say.Stranger", update.From], ct);
            else if (update.Picture is null)
                await telegram.Say(token!, update.Chat, words["Media.Messenger.Say.NoPicture"], ct);
    }
}

internal sealed class TelegramFiles(ITelegramPictures telegram) : IAnnouncedFiles
{
    // What the Bot API hands out.
    private const long Most = 20_000_000;

    public Messenger Of => Messenger.Telegram;

    public Task<FetchedFile> Fetch(string token, MessengerData data, PictureMessage picture, long most, CancellationToken ct) => telegram.Fetch(token, picture, Math.Min(most, Most), ct);

    public string Written(PictureMessage picture) => picture.Alias.Length > 0 ? picture.Alias : picture.Sender;

    public Task Say(string token, PictureMessage picture, string text, CancellationToken ct) =>
        picture.Chat.Length > 0 ? telegram.Say(token, picture.Chat, text, ct) : Task.CompletedTask;
}
