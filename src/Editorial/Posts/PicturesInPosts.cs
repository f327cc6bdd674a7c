using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Tells the library which posts show a picture, so that it is not taken from under them.</summary>
internal sealed class PicturesInPosts(Db db) : IPictureUse
{
    public async Task<IReadOnlyList<string>> Of(PictureId picture, CancellationToken ct)
    {
        // A picture that a correction took out still stands in the frozen revision.
        var id = picture.ToString();
        return await db.Set<Post>().AsNoTracking()
            .Where(post => post.Pictures.Any(inPost => inPost.Picture == picture)
                || db.Set<Revision>().Any(revision => revision.Post == post.Id && revision.Frozen.Contains(id)))
            .OrderBy(post => post.Id).Take(5).Select(post => post.Title).ToListAsync(ct);
    }
}
