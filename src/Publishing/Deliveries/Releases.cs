using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Media.Contracts;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Publishing.Contracts;
using Stadtfunk.Publishing.Notices;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>A release as a whole: its page goes live, or its time passes.</summary>
internal sealed class Releases(Db db, IPostProgress progress, IReleasedPosts posts, IPictures pictures, Ledger ledger)
{
    /// <summary>The page first; only then do its deliveries get a time to be looked at.</summary>
    public Task GoLive(PostId post, int revision, DateTime now, CancellationToken ct) => db.InTransaction(
        async () =>
        {
            var release = await db.Set<Release>().SingleAsync(x => x.Post == post && x.Revision == revision, ct);
            // Since the round looked, it may have been called off or given another time.
            if (release.LiveAt is not null || release.Closed || release.Held || release.Due > now || release.CutOff <= now)
                return;
            // A new time was given whose word has not come here yet.
            if (await GivenLater(post, revision, now, ct))
                return;
            if (await NoLongerAllowed(post, revision, ct) is { } why)
            {
                await Stop(release, row => row.Missed(why), ct);
                return;
            }
            if (!await progress.WentLive(post, revision, now, ct))
            {
                if (await GivenLater(post, revision, now, ct))
                    return;
                release.Close();
                foreach (var row in await Rows(post, revision, ct))
                    row.WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
                await ledger.WriteAll(ct);
                return;
            }
            release.WentLive(now);
            foreach (var row in await Rows(post, revision, ct))
                row.PageIsLive(now);
            db.Raise(new ReleaseMoved(post, revision));
            await db.SaveChangesAsync(ct);
        },
        ct);

    public async Task Miss(PostId post, int revision, CancellationToken ct)
    {
        var release = await db.Set<Release>().SingleAsync(x => x.Post == post && x.Revision == revision, ct);
        if (release.LiveAt is not null || release.Closed || release.Held || release.CutOff > ledger.Now || await GivenLater(post, revision, ledger.Now, ct))
            return;
        await Stop(release, row => row.Missed(), ct);
    }

    private async Task Stop(Release release, Action<Delivery> how, CancellationToken ct)
    {
        release.Close();
        var rows = await Rows(release.Post, release.Revision, ct);
        foreach (var row in rows)
            how(row);
        db.Raise(new ReleaseMoved(release.Post, release.Revision));
        // Otherwise each of its deliveries says so.
        if (rows.Count == 0)
            db.Raise(new PageMissed(release.Post, release.Revision, release.Due));
        await ledger.WriteAll(ct);
    }

    /// <summary>Between release and due time a consent may run out, or a picture change from what was approved. The post then waits for a person, as one whose time has passed does.</summary>
    public async Task<Sentence?> NoLongerAllowed(PostId post, int revision, CancellationToken ct)
    {
        if (await posts.Revision(post, revision, ct) is not { Pictures.Count: > 0 } released)
            return null;
        return Unusable(released, await pictures.Many([.. released.Pictures.Select(picture => picture.Picture)], ct)) switch
        {
            null => null,
            (Changed: false, var picture) => new Sentence($"Publishing.{OutgoingForm.KindOf(picture)}Blocked", picture.FileName),
            (_, var picture) => new Sentence($"Publishing.{OutgoingForm.KindOf(picture)}Changed", picture.FileName),
        };
    }

    /// <summary>The first picture of a release with which it does not go live: it may not be shown, or is not any more what was approved.</summary>
    public static (bool Changed, PictureView Picture)? Unusable(ReleasedPost released, IReadOnlyDictionary<PictureId, PictureView> found)
    {
        var here = released.Pictures.Where(picture => found.ContainsKey(picture.Picture)).Select(picture => (picture.Mark, Now: found[picture.Picture])).ToList();
        if (here.FirstOrDefault(picture => picture.Now.Blocked is not null).Now is { } blocked)
            return (false, blocked);
        return here.FirstOrDefault(picture => picture.Mark is { } mark && mark != picture.Now.Mark).Now is { } other ? (true, other) : null;
    }

    private async Task<bool> GivenLater(PostId post, int revision, DateTime now, CancellationToken ct) =>
        await posts.Revision(post, revision, ct) is { Due: { } due } && due > now;

    // Those whose video is being brought there ahead of time, too.
    private Task<List<Delivery>> Rows(PostId post, int revision, CancellationToken ct) =>
        db.Set<Delivery>().Where(x => x.Post == post && x.Revision == revision && (x.State == DeliveryState.Waiting || x.State == DeliveryState.Preparing)).ToListAsync(ct);
}

/// <summary>The page of a release went live, its time passed, or it was called off: the whole is worked out anew.</summary>
internal sealed record ReleaseMoved(PostId Post, int Revision);
