using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Files;
using Stadtfunk.Media.Intake;
using Stadtfunk.Media.Tray;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Media.Messengers;

/// <summary>
/// Fetches the pictures that were announced and puts them into the tray. What does not come now is tried again, ever more seldom, for as long as the messenger
/// keeps it. Each has the key of its message, so none is there twice, whatever is interrupted.
/// </summary>
internal sealed class AnnouncedRound(Db db, MessengerSeal seal, IEnumerable<IAnnouncedFiles> files, TrayDoor door, Announcements announcements, Words words, CityTime time, ILogger<AnnouncedRound> log) : IRound
{
    public const string Name = "media-announced";
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private const int AtOnce = 20;
    private const int MostDamaged = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public async Task Tick(CancellationToken ct)
    {
        var now = time.UtcNow;
        var due = await db.Set<AnnouncedPicture>().AsNoTracking().Where(x => x.NextAt <= now && !x.Key.StartsWith(AnnouncedPicture.Words)).OrderBy(x => x.NextAt).ThenBy(x => x.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var one in due)
        {
            if (await db.Set<MessengerRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == one.From, ct) is not { } row)
            {
                // Its messenger was taken away while it was on its way.
                await db.Set<AnnouncedPicture>().Where(x => x.Id == one.Id).ExecuteDeleteAsync(ct);
                continue;
            }
            var fault = await Try(row, one, ct);
            var again = fault is { } why && MayPass(why, one);
            var (mine, next) = (db.Set<AnnouncedPicture>().Where(x => x.Id == one.Id), time.UtcNow + Wait(one.Attempt));
            await (again ? mine.ExecuteUpdateAsync(set => set.SetProperty(x => x.NextAt, next).SetProperty(x => x.Attempt, x => x.Attempt + 1), ct) : mine.ExecuteDeleteAsync(ct));
            await Tell(row, fault, again, ct);
            if (!again)
                await Answer(row, one, fault is null, ct);
        }
    }

    // What was damaged on its way is whole the next time; what is another picture than the signed one stays that. All else may be mended at the messenger, or here.
    private bool MayPass(FetchFault fault, AnnouncedPicture one) => fault switch
    {
        FetchFault.TooLarge or FetchFault.NoPicture or FetchFault.KeyLost => false,
        FetchFault.HashWrong => one.Attempt < MostDamaged,
        _ => one.Until > time.UtcNow,
    };

    private static TimeSpan Wait(int attempt) => TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 5 * Math.Pow(3, Math.Min(attempt, 8))));

    // One that breaks something comes again later, and holds up no other.
    private async Task<FetchFault?> Try(MessengerRow row, AnnouncedPicture one, CancellationToken ct)
    {
        try
        {
            return await Bring(row, one, ct);
        }
        catch (Exception broke) when (!ct.IsCancellationRequested && !Outage.OfDatabase(broke))
        {
            db.ChangeTracker.Clear();
            MessengerLog.Broke(log, row.Id, broke);
            return FetchFault.Later;
        }
    }

    /// <returns>Null when it is in the tray.</returns>
    private async Task<FetchFault?> Bring(MessengerRow row, AnnouncedPicture one, CancellationToken ct)
    {
        if (await db.Set<TrayEntry>().AnyAsync(x => x.Key == one.Key, ct))
            return null;
        if (seal.Open(row.SealedToken) is not { } token)
            return FetchFault.SignInLost;
        if (seal.Open(one.Sealed) is not { } content || JsonSerializer.Deserialize<PictureMessage>(content) is not { } picture)
            return FetchFault.KeyLost;
        var from = files.Single(messenger => messenger.Of == row.Id);
        var file = await from.Fetch(token, row.Data, picture, Upload.MaxBytes, ct);
        if (file.Fault is { } fault)
            return fault;
        using var bytes = new MemoryStream(file.Bytes, writable: false);
        var sent = new Sending(MessengerData.Way(row.Id), from.Sender(picture), picture.Text, one.Key) { At = picture.SentAt };
        var put = await door.Put(Actor.Nobody, new NewPicture(row.Unit, "", bytes, "", ""), sent, ct);
        if (put.Ok)
            return null;
        MessengerLog.Unusable(log, row.Id, put.Refusals[0].Key);
        return put.Refusals[0].Kind is RefusalKind.Unavailable or RefusalKind.TooMany ? FetchFault.Later : FetchFault.NoPicture;
    }

    // Once, and what becomes of it is not asked: the picture is where it is.
    private async Task Answer(MessengerRow row, AnnouncedPicture one, bool taken, CancellationToken ct)
    {
        if (seal.Open(row.SealedToken) is { } token && seal.Open(one.Sealed) is { } content && JsonSerializer.Deserialize<PictureMessage>(content) is { } picture)
            await files.Single(messenger => messenger.Of == row.Id).Say(token, picture, words[taken ? "Media.Messenger.Say.Taken" : "Media.Messenger.Say.Refused"], ct);
    }

    private async Task Tell(MessengerRow row, FetchFault? fault, bool again, CancellationToken ct)
    {
        var now = time.UtcNow;
        if (fault is { } why && row.Fault != why)
            MessengerLog.Away(log, row.Id, why);
        if (fault is FetchFault.KeyLost)
            await announcements.Count(row.Id, set => set.SetProperty(x => x.Unusable, x => x.Unusable + 1).SetProperty(x => x.Fault, fault).SetProperty(x => x.FailingSince, now), ct);
        else if (fault is null && row.TellsOfLostKeys(now))
            return;
        else if (fault is null)
            await announcements.Count(row.Id, set => set.SetProperty(x => x.Fault, (FetchFault?)null).SetProperty(x => x.FailingSince, (DateTime?)null), ct);
        else if (again)
            await announcements.Count(row.Id, set => set.SetProperty(x => x.Fault, fault).SetProperty(x => x.FailingSince, x => x.Fault == FetchFault.KeyLost ? now : x.FailingSince ?? now), ct);
        else
            await announcements.Count(row.Id, set => set.SetProperty(x => x.Unusable, x => x.Unusable + 1), ct);
        // Given up, and nothing else waits for what was said of it.
        if (fault is not (null or FetchFault.SignInLost or FetchFault.KeyLost) && !again && !row.TellsOfLostKeys(now) && !await db.Set<AnnouncedPicture>().AnyAsync(x => x.From == row.Id && x.Attempt > 0, ct))
            await announcements.Count(row.Id, set => set.SetProperty(x => x.Fault, (FetchFault?)null).SetProperty(x => x.FailingSince, (DateTime?)null), ct);
    }
}

/// <summary>Where the pictures of one messenger are fetched.</summary>
internal interface IAnnouncedFiles
{
    Messenger Of { get; }

    Task<FetchedFile> Fetch(string token, MessengerData data, PictureMessage picture, long most, CancellationToken ct);

    /// <summary>The sender beside the name, as people write it.</summary>
    string Written(PictureMessage picture);

    string Sender(PictureMessage picture) => picture.Name.Length > 0 ? $"{picture.Name} ({Written(picture)})" : Written(picture);

    /// <summary>Answers the sender, where the messenger lets us.</summary>
    Task Say(string token, PictureMessage picture, string text, CancellationToken ct);
}

internal sealed class WhatsAppFiles(IWhatsAppPictures whatsApp) : IAnnouncedFiles
{
    public Messenger Of => Messenger.WhatsApp;

    public Task<FetchedFile> Fetch(string token, MessengerData data, PictureMessage picture, long most, CancellationToken ct) => whatsApp.Fetch(token, data.Account, picture, most, ct);

    public string Written(PictureMessage picture) => $"+{picture.Sender}";

    // It would have to be a message of the city's, which costs; nobody has asked for one.
    public Task Say(string token, PictureMessage picture, string text, CancellationToken ct) => Task.CompletedTask;
}

internal static partial class MessengerLog
{
    [LoggerMessage(LogLevel.Warning, "A picture of {From} did not come: {Fault}")]
    public static partial void Away(ILogger log, Messenger from, FetchFault fault);

    [LoggerMessage(LogLevel.Error, "A picture that came by {From} broke something; it comes again")]
    public static partial void Broke(ILogger log, Messenger from, Exception why);

    [LoggerMessage(LogLevel.Information, "A picture that came by {From} was not taken: {Why}")]
    public static partial void Unusable(ILogger log, Messenger from, string why);
}
