using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
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

    private const int MostTold = 1000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly Dictionary<string, DateTime> told = [];

    /// <summary>Whoever was told within a day is not told again; nor is anybody when too many were.</summary>
    public bool MayTell(string stranger, DateTime now)
    {
        foreach (var before in told.Where(one => one.Value <= now - Day).Select(one => one.Key).ToList())
            told.Remove(before);
        return told.Count < MostTold && told.TryAdd(stranger, now);
    }
}

/// <summary>
/// Asks the city's bot what it was sent, and waits for it: so no address has to be reachable from the internet. What was heard is noted down in one
/// transaction with how far; only the next question takes it away at Telegram.
/// </summary>
internal sealed class TelegramRound(Db db, MessengerSeal seal, ITelegramPictures telegram, Announcements announcements, BotRest rest, Words words, CityTime time, ILogger<TelegramRound> log) : IRound
{
    public const string Name = "media-telegram";
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private const int MostStrangers = 3;
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
            if (await Count(row, set => set.SetProperty(x => x.Fault, why).SetProperty(x => x.FailingSince, x => x.Fault == FetchFault.KeyLost ? now : x.FailingSince ?? now), ct))
                rest.Until = now + Pause;
            if (row.Fault != why)
                MessengerLog.Away(log, row.Id, why);
            return;
        }
        if (row.Fault is FetchFault.AnotherReader || (row.Fault is not null && !row.TellsOfLostKeys(now) && !await db.Set<AnnouncedPicture>().AnyAsync(x => x.From == row.Id, ct)))
            await Count(row, set => set.SetProperty(x => x.Fault, (FetchFault?)null).SetProperty(x => x.FailingSince, (DateTime?)null), ct);
        if (updates.Count == 0)
            return;
        var noted = await db.InTransaction(
            async () =>
            {
                if (!await Count(row, set => set.SetProperty(x => x.Last, updates[^1].Id).SetProperty(x => x.HeardAt, now), ct))
                    return false;
                await announcements.Note(row, [.. updates.Select(update => update.Picture).OfType<PictureMessage>()], ct);
                return true;
            },
            ct);
        if (noted)
            await Answer(row, token!, updates, ct);
    }

    // Under the settings with which it was asked: whoever changed them meanwhile may have named another bot, other senders or another unit. It is asked again then.
    private async Task<bool> Count(MessengerRow row, Action<UpdateSettersBuilder<MessengerRow>> more, CancellationToken ct) =>
        await db.Set<MessengerRow>().Where(x => x.Id == row.Id && x.Version == row.Version).ExecuteUpdateAsync(more, ct) > 0;

    // Strangers are answered once a day and a few at a time: however many write, the pictures of those on the list do not wait for them.
    private async Task Answer(MessengerRow row, string token, IReadOnlyList<BotUpdate> updates, CancellationToken ct)
    {
        var strangers = 0;
        foreach (var update in updates.Where(update => update.Chat.Length > 0))
            if (row.Data.Lists(update.From, update.Alias))
            {
                if (update.Picture is null)
                    await telegram.Say(token, update.Chat, words["Media.Messenger.Say.NoPicture"], ct);
            }
            else if (strangers < MostStrangers && rest.MayTell(update.From, time.UtcNow))
            {
                strangers++;
                await telegram.Say(token, update.Chat, words["Media.Messenger.Say.Stranger", update.From], ct);
            }
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
