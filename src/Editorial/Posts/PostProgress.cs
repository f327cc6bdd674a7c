using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;

namespace Stadtfunk.Editorial.Posts;

/// <summary>
/// Takes in what the deliveries say. Written as single statements, so that it neither waits for a person who is writing nor takes their version
/// away while they write a correction.
/// </summary>
internal sealed class PostProgress(Db db, Pulse pulse, DatabaseClock clock) : IPostProgress
{
    public Task<bool> WentLive(PostId post, int revision, DateTime at, CancellationToken ct) => db.InTransaction(async () =>
    {
        var moving = Post.Moving;
        // One statement asks and acts: a call-off or withdrawal at the same moment comes either before it or after it.
        var live = await db.Set<Post>()
            .Where(x => x.Id == post && x.WithdrawnAt == null && x.LastRevision == revision && x.LiveRevision < revision && moving.Contains(x.State)
                && (x.Due == null || x.Due <= at))
            .ExecuteUpdateAsync(
                set => set.SetProperty(x => x.LiveRevision, revision)
                    .SetProperty(x => x.CorrectedAt, x => x.PublicSince == null ? null : at)
                    .SetProperty(x => x.PublicSince, x => x.PublicSince ?? at)
                    .SetProperty(x => x.State, PostState.Publishing)
                    .SetProperty(x => x.Version, x => x.Version + 1),
                ct);
        if (live == 0)
            return false;
        db.Raise(new PostWentLive(post, revision, (await db.Set<Post>().Where(x => x.Id == post).Select(x => x.Slug).SingleAsync(ct))!));
        await Saved(post, ct);
        return true;
    }, ct);

    public async Task Linked(PostId post, int revision, Uri link, CancellationToken ct)
    {
        (await db.Set<Revision>().SingleAsync(x => x.Post == post && x.Number == revision, ct)).Linked(link);
        await db.SaveChangesAsync(ct);
    }

    public Task Moved(PostId post, int revision, PostState state, CancellationToken ct) => db.InTransaction(async () =>
    {
        var moving = Post.Moving;
        if (!moving.Contains(state))
            throw new ArgumentOutOfRangeException(nameof(state), state, "Deliveries only move a post that was released.");
        var current = db.Set<Post>().Where(x => x.Id == post && x.LastRevision == revision);
        // A word of the time that passed, heard after the post was given a new one.
        var now = clock.Now;
        if (state == PostState.Missed)
            current = current.Where(x => x.Due == null || x.Due <= now);
        var known = await current.Where(x => x.Delivered != state).ExecuteUpdateAsync(set => set.SetProperty(x => x.Delivered, state), ct);
        var moved = await current.Where(x => moving.Contains(x.State) && x.State != state).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.State, state).SetProperty(x => x.Version, x => x.Version + 1), ct);
        if (known + moved > 0)
            await Saved(post, ct);
    }, ct);

    public Task Withdrawn(PostId post, DateTime at, CancellationToken ct) => db.InTransaction(async () =>
    {
        var slug = await db.Set<Post>().Where(x => x.Id == post && x.WithdrawnAt == null && x.PublicSince != null).Select(x => x.Slug).FirstOrDefaultAsync(ct);
        if (slug is null)
            return;
        await db.Set<Post>().Where(x => x.Id == post).ExecuteUpdateAsync(
            set => set.SetProperty(x => x.WithdrawnAt, at)
                .SetProperty(x => x.State, PostState.Withdrawn)
                .SetProperty(x => x.ApprovedHash, (string?)null)
                .SetProperty(x => x.Version, x => x.Version + 1),
            ct);
        db.Raise(new PostWithdrawn(post, slug));
        await Saved(post, ct);
    }, ct);

    private Task Saved(PostId post, CancellationToken ct)
    {
        db.AfterCommit(() => pulse.Beat("posts", post.Value));
        return db.SaveChangesAsync(ct);
    }
}
