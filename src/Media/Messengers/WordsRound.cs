using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Tray;
using Stadtfunk.Networks.Ports;

namespace Stadtfunk.Media.Messengers;

/// <summary>
/// Words that came in a message of their own go to the picture that the same sender sent nearest to them, within ten minutes before or after, and to those
/// that came together with it. They wait for half a minute, in which the right one may still come. Without any they are a line in the tray: nothing that
/// somebody wrote is lost.
/// </summary>
internal sealed class WordsRound(Db db, MessengerSeal seal, IEnumerable<IAnnouncedFiles> files, TrayDoor door, Pulse pulse, Words words, CityTime time) : IRound
{
    public const string Name = "media-words";
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5), Near = TimeSpan.FromMinutes(10);
    private const int AtOnce = 50;

    // An album is sent within seconds, each of its pictures in a message of its own.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(30), Again = TimeSpan.FromSeconds(10), Together = TimeSpan.FromSeconds(30);

    public async Task Tick(CancellationToken ct)
    {
        var now = time.UtcNow;
        var due = await db.Set<AnnouncedPicture>().AsNoTracking().Where(x => x.NextAt <= now && x.Key.StartsWith(AnnouncedPicture.Words)).OrderBy(x => x.NextAt).ThenBy(x => x.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var one in due)
        {
            var row = await db.Set<MessengerRow>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == one.From, ct);
            // Its messenger was taken away, it is long where it belongs, or it was sealed with other keys.
            if (row is null || Read(one.Sealed) is not { } said)
                await Mine(one).ExecuteDeleteAsync(ct);
            else if (!await Place(row, one, said, ct))
                await Mine(one).ExecuteUpdateAsync(set => set.SetProperty(x => x.NextAt, now + Again), ct);
        }
    }

    /// <returns>False when it is to be tried again.</returns>
    private async Task<bool> Place(MessengerRow row, AnnouncedPicture one, PictureMessage said, CancellationToken ct)
    {
        var (now, heard) = (time.UtcNow, one.Until - Announcements.Kept);
        var at = said.SentAt == default || said.SentAt > heard ? heard : said.SentAt;
        var from = files.Single(messenger => messenger.Of == row.Id);
        if (now < heard + First || await StillComes(row, said, at, ct))
            return false;
        try
        {
            return await db.InTransaction(
                async () =>
                {
                    var near = await Pictures(row, from.Written(said), at, ct);
                    var taken = near.FindAll(entry => entry.Add(said.Text));
                    if (near.Count == 0 && now < heard + Near)
                        return false;
                    foreach (var entry in taken)
                        db.AfterCommit(() => pulse.Beat(TrayDoor.Topic, entry.Id.Value));
                    if (taken.Count == 0)
                        await door.Tell(row.Unit, new Sending(MessengerData.Way(row.Id), from.Sender(said), said.Text, one.Key) { At = at }, words[near.Count == 0 ? "Media.Messenger.WordsAlone" : "Media.Messenger.WordsTooLong"], ct);
                    await db.SaveChangesAsync(ct);
                    await Mine(one).ExecuteUpdateAsync(set => set.SetProperty(x => x.Sealed, "").SetProperty(x => x.NextAt, one.Until), ct);
                    return true;
                },
                ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody has just made something of the picture.
            db.ChangeTracker.Clear();
            return false;
        }
    }

    private async Task<bool> StillComes(MessengerRow row, PictureMessage said, DateTime at, CancellationToken ct)
    {
        var announced = await db.Set<AnnouncedPicture>().AsNoTracking().Where(x => x.From == row.Id && !x.Key.StartsWith(AnnouncedPicture.Words)).Select(x => x.Sealed).ToListAsync(ct);
        return announced.Select(Read).OfType<PictureMessage>().Any(picture => picture.Sender == said.Sender && (picture.SentAt - at).Duration() <= Near);
    }

    private async Task<List<TrayEntry>> Pictures(MessengerRow row, string written, DateTime at, CancellationToken ct)
    {
        var (way, first, last, behind) = (MessengerData.Way(row.Id), at - Near, at + Near, $" ({written})");
        var near = await db.Set<TrayEntry>().Where(x => x.State == TrayState.Waiting && x.Way == way && x.At >= first && x.At <= last && (x.Sender == written || x.Sender.EndsWith(behind)))
            .OrderBy(x => x.At).ToListAsync(ct);
        var nearest = near.MinBy(entry => (entry.At - at).Duration());
        return near.FindAll(entry => (entry.At - nearest!.At).Duration() <= Together);
    }

    private PictureMessage? Read(string kept) => kept.Length > 0 && seal.Open(kept) is { } content ? JsonSerializer.Deserialize<PictureMessage>(content) : null;

    private IQueryable<AnnouncedPicture> Mine(AnnouncedPicture one) => db.Set<AnnouncedPicture>().Where(x => x.Id == one.Id);
}
