using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Posts;

/// <summary>
/// The question that every use case of a post begins with, translated once. One of these lives as long as the program: a translated question belongs
/// to one database's model. Pictures come by themselves, since together with the channels every row would repeat the whole text.
/// </summary>
internal sealed class PostQueries
{
    private readonly Func<Db, PostId, CancellationToken, Task<Post?>> post = EF.CompileAsyncQuery((Db db, PostId id, CancellationToken ct) =>
        db.Set<Post>().Include(x => x.Variants).SingleOrDefault(x => x.Id == id));

    private readonly Func<Db, PostId, IAsyncEnumerable<PostPicture>> pictures = EF.CompileAsyncQuery((Db db, PostId id) =>
        db.Set<PostPicture>().Where(x => x.Post == id));

    /// <summary>To be changed: with its pictures and channels.</summary>
    public async Task<Post?> Find(Db db, PostId id, CancellationToken ct)
    {
        if (await post(db, id, ct) is not { } found)
            return null;
        await foreach (var _ in pictures(db, id).WithCancellation(ct))
        {
            // Each finds its way to the post by its key.
        }
        return found;
    }
}
