using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>What became of a post on one channel for which another waits.</summary>
internal enum AwaitedState
{
    /// <summary>It may still come.</summary>
    Open,
    Out,

    /// <summary>It was refused, missed or taken away, or goes out without this channel: as it is, it will not come.</summary>
    Failed,
}

/// <summary>Reads from the ledger whether what is waited for has appeared.</summary>
internal sealed class Awaited(Db db, IPostHeads heads, IPostProgress progress)
{
    // Without a delivery there (or after one that was called off) it may still get one, as long as it is not on its way without it.
    private static readonly PostState[] Coming =
        [PostState.Draft, PostState.Submitted, PostState.Returned, PostState.Approved, PostState.Scheduled, PostState.Missed];

    public async Task<(AwaitedState State, Uri? Link)> Look(AwaitedPost awaited, CancellationToken ct)
    {
        var rows = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == awaited.Post && x.Channel == awaited.Channel)
            .Select(x => new { x.Id, x.Kind, x.Target, x.Revision, x.State, x.Link }).ToListAsync(ct);
        if (rows.Where(x => x.Kind == DeliveryKind.Publish).MaxBy(x => x.Revision) is not { State: not DeliveryState.Withdrawn } there)
            return ((await heads.Many([awaited.Post], ct)).GetValueOrDefault(awaited.Post) is { State: var state } && Coming.Contains(state) ? AwaitedState.Open : AwaitedState.Failed, null);
        // What is being taken away is not linked to any more.
        if (rows.Exists(x => x.Kind == DeliveryKind.Delete && x.Target == there.Id && x.State != DeliveryState.Withdrawn))
            return (AwaitedState.Failed, null);
        return there.State switch
        {
            DeliveryState.Published when Uri.TryCreate(there.Link, UriKind.Absolute, out var link) => (AwaitedState.Out, link),
            DeliveryState.Refused or DeliveryState.Missed => (AwaitedState.Failed, null),
            _ => (AwaitedState.Open, null),
        };
    }

    /// <summary>A release with the link that it brings along, if that is known by now.</summary>
    public async Task<ReleasedPost> Resolve(ReleasedPost post, CancellationToken ct)
    {
        if (post is not { Waits: { } waits, Link: null } || (await Look(waits, ct)).Link is not { } link)
            return post;
        await progress.Linked(post.Id, post.Revision, link, ct);
        return post with { Link = link };
    }
}

/// <summary>
/// Releases that wait for another's receipt. Everything is read from the rows at each turn of the round, so no word can get lost and none counts twice: the
/// link and the time are written in one transaction, with the release's turn as the turnstile.
/// </summary>
internal sealed class HeldReleases(Db db, IPostProgress progress, IChannels channels, IPostHeads heads, Awaited awaited, Ledger ledger)
{
    // A cut-off counts from the time at which a post may go out; until that is known it lies out of sight.
    public static readonly TimeSpan OutOfSight = TimeSpan.FromDays(3650);

    public Task LookAfter(PostId post, int revision, DateTime now, CancellationToken ct) => db.InTransaction(
        async () =>
        {
            var release = await db.Set<Release>().SingleAsync(x => x.Post == post && x.Revision == revision, ct);
            if (release is not { Held: true, Closed: false, LiveAt: null, After: { } after })
                return;
            var rows = await db.Set<Delivery>().Where(x => x.Post == post && x.Revision == revision && x.State == DeliveryState.Waiting).ToListAsync(ct);
            var (state, link) = await awaited.Look(after, ct);
            // Only when it is due: until then what it links to may be taken away or published anew.
            if (state == AwaitedState.Out && release.Due <= now)
                await LetGo(release, rows, link!, now, ct);
            else if (state == AwaitedState.Failed && release.Due <= now)
                await Stop(release, rows, after, ct);
            else
            {
                foreach (var row in rows.Where(x => x.CutOff < x.Due + OutOfSight))
                    row.Reschedule(row.Due, row.Due + OutOfSight, live: false);
                await ledger.WriteAll(ct);
            }
        },
        ct);

    private async Task LetGo(Release release, List<Delivery> rows, Uri link, DateTime now, CancellationToken ct)
    {
        await progress.Linked(release.Post, release.Revision, link, ct);
        var due = release.Due > now ? release.Due : now;
        release.LetGo(due);
        var cutOffs = (await channels.Many([.. rows.Select(x => x.Channel).Distinct()], ct)).ToDictionary(x => x.Id, x => x.CutOff);
        foreach (var row in rows)
            row.Reschedule(due, row.Kind == DeliveryKind.Delete ? TakingAway.EndOf(due) : due + cutOffs.GetValueOrDefault(row.Channel, TimeSpan.FromHours(1)), live: false);
        await ledger.WriteAll(ct);
    }

    // A person decides: another try of the one, and then a new time for this one; or this one without it.
    private async Task Stop(Release release, List<Delivery> rows, AwaitedPost after, CancellationToken ct)
    {
        release.Close();
        // Only within one unit is it certain that whoever reads of the one may read of the other.
        var both = await heads.Many([release.Post, after.Post], ct);
        var title = both.GetValueOrDefault(after.Post) is { } first && first.Unit == both.GetValueOrDefault(release.Post)?.Unit ? first.Title : "…";
        foreach (var row in rows)
            row.Missed(new Sentence("Publishing.AwaitedFailed", title, (await channels.Find(after.Channel, ct))?.Name ?? "–"));
        db.Raise(new ReleaseMoved(release.Post, release.Revision));
        if (rows.Count == 0)
            db.Raise(new Notices.PageMissed(release.Post, release.Revision, release.Due));
        await ledger.WriteAll(ct);
    }
}
