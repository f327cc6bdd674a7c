using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Posts;

internal sealed class PostHeads(Db db) : IPostHeads
{
    public async Task<IReadOnlyDictionary<PostId, PostHead>> Many(IReadOnlyCollection<PostId> posts, CancellationToken ct) =>
        await db.Set<Post>().AsNoTracking().Where(post => posts.Contains(post.Id))
            .Select(post => new PostHead(post.Id, post.Unit, post.Title, post.Slug ?? "", post.State, post.Category, post.Author))
            .ToDictionaryAsync(head => head.Id, ct);
}
