using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Networks.Practice;

/// <summary>What anybody may see of the training network: it is public as a real one would be, so nobody is asked for rights.</summary>
internal sealed class PracticeWall(Db db)
{
    private const int Page = 50;

    /// <summary>The newest posts of an account; none when there is no such account.</summary>
    public async Task<IReadOnlyList<PracticePost>> Of(string account, CancellationToken ct) =>
        await Live().Where(post => post.Account == account).OrderByDescending(post => post.PublishedAt).ThenByDescending(post => post.Id).Take(Page).ToListAsync(ct);

    public async Task<PracticePost?> One(string account, Guid id, CancellationToken ct) =>
        await Live().FirstOrDefaultAsync(post => post.Account == account && post.Id == id, ct);

    private IQueryable<PracticePost> Live() => db.Set<PracticePost>().AsNoTracking().Where(post => post.DeletedAt == null);
}
