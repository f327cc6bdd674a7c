using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Media.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Tells the library which posts show a picture, so that it is not taken from under them.</summary>
internal sealed class PicturesInPosts(Db db, Words words) : IPictureUse
{
    public async Task<IReadOnlyList<string>> Of(Actor actor, PictureId picture, CancellationToken ct)
    {
        // A picture that a correction took out still stands in the frozen revision. What was withdrawn is shown nowhere any more:
        // that a picture must go is often why.
        var id = picture.ToString();
        var posts = await db.Set<Post>().AsNoTracking()
            .Where(post => post.WithdrawnAt == null && (post.Pictures.Any(inPost => inPost.Picture == picture)
                || db.Set<Revision>().Any(revision => revision.Post == post.Id && revision.Frozen.Contains(id))))
            .OrderBy(post => post.Id).Take(5).Select(post => new { post.Title, post.Unit }).ToListAsync(ct);
        return [.. posts.Select(post => actor.May(Permission.See, post.Unit) ? post.Title : words["Editorial.PostElsewhere"]).Distinct()];
    }
}
