using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Media.Renditions;

namespace Stadtfunk.Media.Library;

/// <param name="Preview">Address of a small rendition; null when the file is gone.</param>
internal sealed record ListedPicture(PictureView Picture, string? Preview, DateTime AddedAt);

/// <param name="Search">Words that stand in file name, alt text or credit, all of them; empty for all pictures.</param>
/// <param name="Unit">Null for every unit that the actor sees.</param>
internal sealed record PictureQuery(string Search, UnitId? Unit, int Skip, int Take);

/// <param name="More">True when there are further pictures behind these.</param>
internal sealed record PicturePage(IReadOnlyList<ListedPicture> Pictures, bool More);

/// <summary>The library as one person sees it, newest first.</summary>
internal sealed class PictureList(Db db, RenditionShelf shelf)
{
    public async Task<PicturePage> Run(Actor actor, PictureQuery query, CancellationToken ct)
    {
        var units = actor.UnitsWith(Permission.See);
        var take = Math.Clamp(query.Take, 1, 100);
        var pictures = db.Set<Picture>().AsNoTracking().Where(x => units.Contains(x.Unit));
        if (query.Unit is { } unit)
            pictures = pictures.Where(x => x.Unit == unit);
        foreach (var word in query.Search.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
            pictures = pictures.Where(x => x.FileName.ToLower().Contains(word) || x.Alt.ToLower().Contains(word) || x.Credit.ToLower().Contains(word));
        var rows = await pictures.OrderByDescending(x => x.AddedAt).ThenByDescending(x => x.Id).Skip(Math.Max(0, query.Skip)).Take(take + 1).ToListAsync(ct);
        var listed = new List<ListedPicture>();
        foreach (var row in rows.Take(take))
            listed.Add(new(row.View(), (await shelf.Take(row.Id, Wishes.ForPage[0], ct)).Value?.Path, row.AddedAt));
        return new(listed, rows.Count > take);
    }
}
