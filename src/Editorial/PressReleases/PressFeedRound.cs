using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Http;
using Stadtfunk.Kernel.Time;

namespace Stadtfunk.Editorial.PressReleases;

/// <summary>
/// Reads the feed of the city's website: what is new in it stands open as if somebody had pasted it. At the first reading what is older than two days, as most of a feed
/// is then, is only noted.
/// </summary>
internal sealed class PressFeedRound(Db db, SafeHttp http, Pulse pulse, CityTime time, ILogger<PressFeedRound> log) : IRound
{
    public const string Name = "editorial-press-feed";
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private const int MostRedirects = 3, MostBytes = 4 * 1024 * 1024;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(5), Patience = TimeSpan.FromSeconds(20), New = TimeSpan.FromDays(2), Remembered = TimeSpan.FromDays(400);

    public async Task Tick(CancellationToken ct)
    {
        if (await db.Set<PressFeed>().AsNoTracking().SingleOrDefaultAsync(ct) is not { } feed || feed.ReadAt > time.UtcNow - Rest)
            return;
        var (bytes, fault) = await Fetch(new Uri(feed.Address), ct);
        var items = bytes is null ? null : await Task.Run(() => FeedText.Read(bytes), ct);
        fault ??= items is null ? PressFeedFault.NoFeed : null;
        var now = time.UtcNow;
        DateTime? since = fault is null ? null : feed.FailingSince ?? now;
        if (fault is { } why && feed.Fault != why)
            PressFeedLog.Away(log, why);
        await db.InTransaction(
            async () =>
            {
                // Under the settings with which it was read: what stands at an address that nobody names any more is not taken.
                var mine = db.Set<PressFeed>().Where(x => x.Version == feed.Version && x.Address == feed.Address);
                if (await mine.ExecuteUpdateAsync(set => set.SetProperty(x => x.ReadAt, now).SetProperty(x => x.FailingSince, since).SetProperty(x => x.Fault, fault), ct) == 0)
                    return;
                if (items is not null && await Take(feed, items, ct) is > 0 and var taken)
                    await mine.ExecuteUpdateAsync(set => set.SetProperty(x => x.Taken, x => x.Taken + taken), ct);
            },
            ct);
    }

    private async Task<int> Take(PressFeed feed, IReadOnlyList<FeedItem> items, CancellationToken ct)
    {
        var (now, old) = (time.UtcNow, time.UtcNow - Remembered);
        var keyed = items.Select(item => (Key: Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Id))), Item: item)).DistinctBy(one => one.Key).ToList();
        var keys = keyed.ConvertAll(one => one.Key);
        var seen = (await db.Set<PressFeedItem>().Where(x => keys.Contains(x.Key)).Select(x => x.Key).ToListAsync(ct)).ToHashSet();
        // At the first reading everything is new, and only the date tells. Afterwards what was not seen is new, also after an outage of days.
        var first = !await db.Set<PressFeedItem>().AnyAsync(ct);
        var opened = new List<PressRelease>();
        foreach (var (key, item) in keyed.Where(one => !seen.Contains(one.Key)))
        {
            db.Add(new PressFeedItem(key, now));
            if ((item.At is { } at ? at < now + New && (!first || at > now - New) : !first) && Release(feed, item, now) is { } release)
                opened.Add(release);
        }
        db.AddRange(opened);
        if (opened.Count > 0)
            db.AfterCommit(() => pulse.Beat(OpenPressRelease.Topic, opened[0].Id.Value));
        await db.SaveChangesAsync(ct);
        await db.Set<PressFeedItem>().Where(x => seen.Contains(x.Key)).ExecuteUpdateAsync(set => set.SetProperty(x => x.SeenAt, now), ct);
        await db.Set<PressFeedItem>().Where(x => x.SeenAt < old).ExecuteDeleteAsync(ct);
        return opened.Count;
    }

    private PressRelease? Release(PressFeed feed, FeedItem item, DateTime now)
    {
        var clean = new CleanText();
        var title = Short(clean.Line(item.Title, "title", int.MaxValue / 10), PressRelease.MaxTitle);
        var text = Short(ReadDocument.Tidy(clean.Of(item.Text, "text", int.MaxValue / 10)), PressRelease.MaxText);
        if (title.Length == 0)
            return null;
        var release = new PressRelease(feed.Unit, default, now);
        var since = item.At is { } at && at < now ? at : now;
        // From the beginning of its day, as one that is pasted: the picture was taken before the text was out.
        release.Say(title, text, time.Place(time.ToLocal(since).Date).Utc, since + TimeSpan.FromDays(feed.Days));
        return release.Until > now ? release : null;
    }

    private static string Short(string text, int most) => text.Length <= most ? text : $"{text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)].TrimEnd()}…";

    private async Task<(byte[]? Bytes, PressFeedFault? Fault)> Fetch(Uri address, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            for (var hop = 0; hop <= MostRedirects && address.Scheme is "http" or "https"; hop++)
            {
                // Each hop is connected to anew, and each connection is checked.
                using var answer = await http.Pool(new Uri(address.GetLeftPart(UriPartial.Authority))).GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
                if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308 && answer.Headers.Location is { } next)
                {
                    address = new Uri(address, next);
                    continue;
                }
                if (!answer.IsSuccessStatusCode)
                    return (null, PressFeedFault.NoAnswer);
                await using var from = await answer.Content.ReadAsStreamAsync(limit.Token);
                var bytes = new byte[MostBytes + 1];
                var read = await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, limit.Token);
                return read > MostBytes ? (null, PressFeedFault.TooLarge) : (bytes[..read], null);
            }
        }
        catch (Exception away) when (away is HttpRequestException or UriFormatException or InvalidDataException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // Away, too slow, packed wrongly or not public.
        }
        return (null, PressFeedFault.NoAnswer);
    }
}

internal static partial class PressFeedLog
{
    [LoggerMessage(LogLevel.Warning, "The feed of press releases cannot be read: {Fault}")]
    public static partial void Away(ILogger log, PressFeedFault fault);
}
