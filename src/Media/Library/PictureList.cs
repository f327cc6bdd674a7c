using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;
using Stadtfunk.Media.Tray;

namespace Stadtfunk.Media.Library;

/// <summary>Which part of the library is looked through.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureShelf>))]
internal enum PictureShelf
{
    All,
    Videos,
    Documents,

    /// <summary>In no post, not even in one that was withdrawn.</summary>
    Unused,

    /// <summary>Consent is missing or has run out.</summary>
    Consent,

    /// <summary>Consent runs out within two weeks.</summary>
    Ending,

    /// <summary>No alt text.</summary>
    Undescribed,

    /// <summary>Thrown away, and to be fetched back for a while.</summary>
    Bin,
}

/// <param name="Preview">Address of a small rendition; null when the file is gone.</param>
internal sealed record ListedPicture(PictureView Picture, string? Preview, DateTime AddedAt)
{
    /// <summary>UTC; when it leaves the bin for good.</summary>
    public DateTime? GoneAt { get; init; }
}

/// <param name="Search">Words that begin words of file name, alt text, credit or tags, all of them; empty for all pictures.</param>
/// <param name="Unit">Null for every unit that the actor sees.</param>
/// <param name="From">From the page before; null for the first.</param>
internal sealed record PictureQuery(string Search, UnitId? Unit, PageCursor? From, int Take)
{
    public PictureShelf Shelf { get; init; }

    /// <summary>Null for all.</summary>
    public string? Tag { get; init; }
}

/// <param name="Next">Where further pictures begin; null at the end.</param>
internal sealed record PictureRows(IReadOnlyList<ListedPicture> Pictures, PageCursor? Next);

/// <summary>The library as one person sees it, newest first.</summary>
internal sealed class PictureList(Db db, IWordIndex words, Previews previews, IEnumerable<IPictureUse> uses, CityTime time)
{
    public async Task<PictureRows> Run(Actor actor, PictureQuery query, CancellationToken ct)
    {
        var units = actor.UnitsWith(Permission.See);
        if (units.Count == 0)
            return new([], null);
        var take = Math.Clamp(query.Take, 1, 100);
        var pictures = On(query.Shelf).Where(x => units.Contains(x.Unit));
        if (query.Unit is { } unit)
            pictures = pictures.Where(x => x.Unit == unit);
        if (query.Tag is { Length: > 0 } tag)
        {
            var key = PictureTag.KeyOf(tag);
            pictures = pictures.Where(x => x.Tags.Any(one => one.Key == key));
        }
        if (query.From is { } from)
        {
            var seen = from.Seen.Select(PictureId.Of).ToList();
            pictures = pictures.Where(x => x.AddedAt <= from.At && !seen.Contains(x.Id));
        }
        var places = query.Search.Trim().Length == 0 ? await Places(pictures, take + 1, ct) : await Sought(SearchWords.Of(query.Search), units.Where(one => query.Unit is null || one == query.Unit), pictures, take + 1, ct);
        var page = places.Take(take).ToList();
        var here = page.ConvertAll(place => place.Id);
        var rows = await db.Set<Picture>().AsNoTracking().Where(x => here.Contains(x.Id)).ToDictionaryAsync(x => x.Id, ct);
        var shown = here.Where(rows.ContainsKey).Select(id => rows[id]).ToList();
        var paths = await previews.Of([.. shown.Where(row => row.Pages is null).Select(row => row.Id)], ct);
        return new(
            [.. shown.Select(row => Listed(row, paths.GetValueOrDefault(row.Id)))],
            places.Count > take ? PageCursor.After([.. page.Select(place => (place.AddedAt, place.Id.Value))], query.From) : null);
    }

    private static Task<List<Place>> Places(IQueryable<Picture> pictures, int take, CancellationToken ct) =>
        pictures.OrderByDescending(x => x.AddedAt).ThenByDescending(x => x.Id).Take(take).Select(x => new Place(x.Id, x.AddedAt)).ToListAsync(ct);

    private sealed record Place(PictureId Id, DateTime AddedAt);

    // The newest hits are mostly enough; only when a shelf, a tag or an earlier page leaves too few of them, all are looked at.
    private async Task<List<Place>> Sought(IReadOnlyList<string> sought, IEnumerable<UnitId> among, IQueryable<Picture> pictures, int take, CancellationToken ct)
    {
        List<Place> places = [];
        var units = among.Select(unit => unit.Value).ToList();
        foreach (var most in new[] { take + IWordIndex.Few, int.MaxValue })
        {
            var found = (await words.Pictures(sought, units, most, ct)).Select(PictureId.Of).ToList();
            places = found.Count == 0 ? [] : await Places(pictures.Where(x => found.Contains(x.Id)), take, ct);
            if (places.Count == take || found.Count < most)
                break;
        }
        return places;
    }

    private ListedPicture Listed(Picture row, string? preview) => new(row.View(time.Today), preview, row.AddedAt) { GoneAt = row.RemovedAt + Picture.InBin };

    private IQueryable<Picture> On(PictureShelf shelf)
    {
        var all = db.Set<Picture>().AsNoTracking();
        if (shelf == PictureShelf.Bin)
            return all.Where(x => x.RemovedAt != null);
        // What came into the tray belongs to the library once somebody has said whose it is and who agreed.
        var undecided = db.Set<TrayEntry>().Where(entry => entry.State == TrayState.Waiting && entry.Fresh).Select(entry => entry.Picture);
        var there = all.Where(x => x.RemovedAt == null && !undecided.Contains(x.Id));
        var today = time.Today;
        var soon = today.AddDays(ConsentRound.Ahead);
        return shelf switch
        {
            PictureShelf.Videos => there.Where(x => x.Video != null),
            PictureShelf.Documents => there.Where(x => x.Pages != null),
            PictureShelf.Unused => uses.SelectMany(use => use.Used()).Aggregate(there, (rest, used) => rest.Where(x => !used.Contains(x.Id))),
            PictureShelf.Consent => there.Where(x => x.Consent == Consent.Missing || (x.Consent == Consent.Given && x.ConsentUntil < today)),
            PictureShelf.Ending => there.Where(x => x.Consent == Consent.Given && x.ConsentUntil >= today && x.ConsentUntil <= soon),
            PictureShelf.Undescribed => there.Where(x => x.Alt == ""),
            _ => there,
        };
    }
}
