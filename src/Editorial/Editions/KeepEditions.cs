using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Editions;

/// <summary>Keeps an edition with every save that changed the content, in the same transaction.</summary>
internal sealed class KeepEditions(Db db)
{
    private int? restoring;

    /// <summary>What is saved next in this scope brings an earlier edition back.</summary>
    public void Restoring(int number) => restoring = number;

    public async Task Of(Post post, CancellationToken ct)
    {
        if (post.Rewritten is not { } rewritten || db.Entry(post).State == EntityState.Deleted)
            return;
        if (post.LastEdition == 0 && db.Entry(post).State != EntityState.Added)
            db.Add(new Edition(post.Id, post.NextEdition(), rewritten.Before, rewritten.BeforeBy, rewritten.BeforeAt));
        else if (post.LastEdition > 0 && restoring is null && await Open(post, rewritten, ct) is { } last)
        {
            last.Grow(post.Content, post.ChangedAt);
            return;
        }
        db.Add(new Edition(post.Id, post.NextEdition(), post.Content, rewritten.By, post.ChangedAt, restoring));
        restoring = null;
    }

    private async Task<Edition?> Open(Post post, Rewriting rewritten, CancellationToken ct)
    {
        var last = await db.Set<Edition>().SingleOrDefaultAsync(edition => edition.Post == post.Id && edition.Number == post.LastEdition, ct);
        if (last is null || !last.Takes(post.Content, rewritten.By, post.ChangedAt))
            return null;
        // What was decided on stays as it was.
        return await db.Set<Decision>().AnyAsync(decision => decision.Post == post.Id && decision.Edition == last.Number, ct) ? null : last;
    }
}
