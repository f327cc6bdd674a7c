using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Library;

/// <summary>Which part of the library is looked through.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PictureShelf>))]
internal enum PictureShelf
{
    All,
    Videos,

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
internal sealed record PictureQuery(string Search, UnitId? Unit, int Skip, int Take)
{
    public PictureShelf Shelf { get; init; }

    /// <summary>Null for all.</summary>
    public string? Tag { get; init; }
}

/// <param name="More">True when there are further pictures behind these.</param>
internal sealed record PictureRows(IReadOnlyList<ListedPicture> Pictures, bool More);

/// <summary>The library as one person sees it, newest first.</summary>
internal sealed class PictureList(Db db, IWordIndex words, Previews previews, IEnumerable<IPictureUse> uses, CityTime time)
{
    public async Task<PictureRows> Run(Actor actor, PictureQuery query, CancellationToken ct)
    {
        var units = actor.UnitsWith(Permission.See);
        if (units.Count == 0)
            return new([], false);
        var take = Math.Clamp(query.Take, 1, 100);
        var pictures = On(query.Shelf).Where(x => units.Contains(x.Unit));
        if (query.Unit is { } unit)
            pictures = pictures.Where(x => x.Unit == unit);
        if (query.Tag is { Length: > 0 } tag)
        {
            var key = PictureTag.KeyOf(tag);
            pictures = pictures.Where(x => x.Tags.Any(one => one.Key == key));
        }
        var skip = Math.Max(0, query.Skip);
        var ids = query.Search.Trim().Length == 0 ? await Ids(pictures, skip, take + 1, ct) : await Sought(SearchWords.Of(query.Search), pictures, skip, take + 1, ct);
        var here = ids.Take(take).ToList();
        var rows = await db.Set<Picture>().AsNoTracking().Where(x => here.Contains(x.Id)).ToDictionaryAsync(x => x.Id, ct);
        var shown = here.Where(rows.ContainsKey).Select(id => rows[id]).ToList();
        var paths = await previews.Of([.. shown.Select(row => row.Id)], ct);
        return new([.. shown.Select(row => Listed(row, paths.GetValueOrDefault(row.Id)))], ids.Count > take);
    }

    // Ids first: of the thousands that are skipped nothing else is read.
    private static Task<List<PictureId>> Ids(IQueryable<Picture> pictures, int skip, int take, CancellationToken ct) =>
        pictures.OrderByDescending(x => x.AddedAt).ThenByDescending(x => x.Id).Select(x => x.Id).Skip(skip).Take(take).ToListAsync(ct);

    // The newest hits are mostly enough; only when they are not, all are looked at.
    private async Task<List<PictureId>> Sought(IReadOnlyList<string> sought, IQueryable<Picture> pictures, int skip, int take, CancellationToken ct)
    {
        List<PictureId> ids = [];
        foreach (var most in new[] { skip + IWordIndex.Few, IWordIndex.Most })
        {
            var found = (await words.Pictures(sought, most, ct)).Select(PictureId.Of).ToList();
            ids = found.Count == 0 ? [] : await Ids(pictures.Where(x => found.Contains(x.Id)), skip, take, ct);
            if (ids.Count == take || found.Count < most)
                break;
        }
        return ids;
    }

    private ListedPicture Listed(Picture row, string? preview) => new(row.View(time.Today), preview, row.AddedAt) { GoneAt = row.RemovedAt + Picture.InBin };

    private IQueryable<Picture> On(PictureShelf shelf)
    {
        var all = db.Set<Picture>().AsNoTracking();
        if (shelf == PictureShelf.Bin)
            return all.Where(x => x.RemovedAt != null);
        var there = all.Where(x => x.RemovedAt == null);
        var today = time.Today;
        var soon = today.AddDays(ConsentRound.Ahead);
        return shelf switch
        {
            PictureShelf.Videos => there.Where(x => x.Video != null),
            PictureShelf.Unused => uses.SelectMany(use => use.Used()).Aggregate(there, (rest, used) => rest.Where(x => !used.Contains(x.Id))),
            PictureShelf.Consent => there.Where(x => x.Consent == Consent.Missing || (x.Consent == Consent.Given && x.ConsentUntil < today)),
            PictureShelf.Ending => there.Where(x => x.Consent == Consent.Given && x.ConsentUntil >= today && x.ConsentUntil <= soon),
            PictureShelf.Undescribed => there.Where(x => x.Alt == ""),
            _ => there,
        };
    }
}
