using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Networks.Practice;

/// <summary>
/// The training network's own side. Every call has a scope and a transaction of its own, so that what is accepted here stays accepted,
/// whatever becomes of the one who called.
/// </summary>
internal sealed class PracticeServer(IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>Takes the post; the same key again gives the post that is already there. It is dated as its author says, never in the future.</summary>
    public async Task<PracticePost> Publish(string account, string key, PracticeContent content, DateTime writtenAt, CancellationToken ct)
    {
        if (await Find(account, key, ct) is { } earlier)
            return earlier;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        var post = new PracticePost(account, key, content, writtenAt < Now ? writtenAt : Now);
        db.Add(post);
        try
        {
            await db.SaveChangesAsync(ct);
            return post;
        }
        catch (DbUpdateException)
        {
            // Somebody brought the same key at the same moment; anything else is really an error.
            if (await Find(account, key, ct) is { } other)
                return other;
            throw;
        }
    }

    /// <summary>Null when there is no such post any more.</summary>
    public Task<PracticePost?> Edit(Guid id, PracticeContent content, CancellationToken ct) => Change(id, post => post.Edit(content, Now), ct);

    public Task<PracticePost?> Delete(Guid id, CancellationToken ct) => Change(id, post => post.Delete(Now), ct);

    /// <summary>Also one that was deleted.</summary>
    public Task<PracticePost?> Find(string account, string key, CancellationToken ct) =>
        Read(posts => posts.FirstOrDefaultAsync(post => post.Account == account && post.Key == key, ct));

    /// <summary>Null when it never was or was deleted.</summary>
    public Task<PracticePost?> Live(Guid id, CancellationToken ct) =>
        Read(posts => posts.FirstOrDefaultAsync(post => post.Id == id && post.DeletedAt == null, ct));

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<PracticePost?> Change(Guid id, Action<PracticePost> change, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Db>();
        if (await db.Set<PracticePost>().FirstOrDefaultAsync(post => post.Id == id && post.DeletedAt == null, ct) is not { } found)
            return null;
        change(found);
        await db.SaveChangesAsync(ct);
        return found;
    }

    private async Task<T> Read<T>(Func<IQueryable<PracticePost>, Task<T>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<Db>().Set<PracticePost>().AsNoTracking());
    }
}
