using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Works out where the post stands from all its deliveries, each time one of them moved, and tells Editorial.</summary>
internal sealed class WhenDeliveryMoved(Db db, IPostProgress progress) : IHandle<DeliveryMoved>, IHandle<ReleaseMoved>
{
    public Task Handle(DeliveryMoved happened, CancellationToken ct) => WorkOut(happened.Post, happened.Revision, ct);

    public Task Handle(ReleaseMoved happened, CancellationToken ct) => WorkOut(happened.Post, happened.Revision, ct);

    private async Task WorkOut(PostId post, int revision, CancellationToken ct)
    {
        // What an older revision still did counts for the post as it stands: with its newest release.
        revision = await db.Set<Release>().Where(x => x.Post == post).MaxAsync(x => (int?)x.Revision, ct) ?? revision;
        // Raising the turn first takes the row's lock on PostgreSQL: two nodes work it out one after the other, so the last sees all.
        await db.Set<Release>().Where(x => x.Post == post && x.Revision == revision).ExecuteUpdateAsync(set => set.SetProperty(x => x.Turn, x => x.Turn + 1), ct);
        var release = await db.Set<Release>().AsNoTracking().SingleOrDefaultAsync(x => x.Post == post && x.Revision == revision, ct);
        if (release is null)
            return;
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post && x.Kind == DeliveryKind.Publish)
            .Select(x => new { x.Channel, x.Revision, x.State, x.NextAt, x.SentenceKey }).ToListAsync(ct);
        // What waits for a person's hand does not keep the post from being out: it can be corrected and withdrawn meanwhile. And what a correction called off
        // without a row of its own stood on a channel that it leaves out.
        var states = rows.GroupBy(x => x.Channel).Select(x => x.MaxBy(row => row.Revision)!)
            .Where(x => (x.State != DeliveryState.Processing || x is { NextAt: not null, SentenceKey: null }) && (x.State != DeliveryState.Withdrawn || x.Revision == revision))
            .Select(x => x.State).ToList();
        if (Whole(release, states) is { } state)
            await progress.Moved(post, revision, state, ct);
    }

    internal static PostState? Whole(Release release, IReadOnlyList<DeliveryState> states)
    {
        // Closed before its page was live, it was missed. One that was called off or withdrawn is closed too, but Editorial no longer lets deliveries move it.
        if (release.LiveAt is null)
            return release.Closed ? PostState.Missed : null;
        if (states.Any(x => x is DeliveryState.Waiting or DeliveryState.Preparing or DeliveryState.Sending or DeliveryState.Processing or DeliveryState.Unknown or DeliveryState.Asking))
            return PostState.Publishing;
        var published = states.Count(x => x == DeliveryState.Published);
        if (published == states.Count)
            return PostState.Published;
        // Missed on every channel is failed as well: the page is live, so the post is corrected like any other that is out.
        return published > 0 ? PostState.PartlyPublished : PostState.Failed;
    }
}
