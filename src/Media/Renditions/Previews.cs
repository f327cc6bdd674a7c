using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Media.Renditions;

/// <summary>Small renditions for lists: all that are made are found with one question, only the others one by one.</summary>
internal sealed class Previews(Db db, RenditionShelf shelf)
{
    public async Task<IReadOnlyDictionary<PictureId, string>> Of(IReadOnlyCollection<PictureId> pictures, CancellationToken ct)
    {
        var key = Wishes.Key(Wishes.ForPage[0]);
        var made = await db.Set<Rendition>().AsNoTracking().Where(x => pictures.Contains(x.Picture) && x.Wish == key).ToListAsync(ct);
        var paths = made.Where(shelf.IsThere).ToDictionary(x => x.Picture, x => x.View().Path);
        foreach (var picture in pictures.Where(picture => !paths.ContainsKey(picture)))
            if ((await shelf.Take(picture, Wishes.ForPage[0], ct)).Value is { } drawn)
                paths[picture] = drawn.Path;
        return paths;
    }
}
