using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Afterwards;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>
/// Writes the rows: one release, and one delivery per channel. A later revision edits where the network can and the form for that channel
/// has changed; it never publishes a second time where the first is live. From channels that it names no more the post is taken away.
/// </summary>
internal sealed class WhenPostReleased(Db db, IReleasedPosts posts, IChannels channels, Embassies embassies, TakingAway taking, EditWindows windows, Ledger ledger, Rounds rounds, Awaited awaited)
    : IHandle<PostReleased>
{
    /// <summary>How late the word of a release may be for its time to count from now.</summary>
    private static readonly TimeSpan LateWord = TimeSpan.FromMinutes(5);

    public async Task Handle(PostReleased happened, CancellationToken ct)
    {
        // Words may come in another order than they were given. The rows are read first: with those of a withdrawal the post says that it is withdrawn.
        var earlier = await db.Set<Delivery>().Where(x => x.Post == happened.Post).ToListAsync(ct);
        if (await posts.Revision(happened.Post, happened.Revision, ct) is not { WithdrawnAt: null } read)
            return;
        // What an older revision was to do, the newer one that is known here already decides.
        if (await db.Set<Release>().AnyAsync(x => x.Post == happened.Post && x.Revision > happened.Revision, ct))
            return;
        // Of several new times, what stands on the post holds.
        var planned = read.Due ?? happened.Due;
        var now = ledger.Now;
        // A pump that is a little late must not eat up the time in which a post may go out. After an outage it keeps its own time, and may have missed it.
        var due = planned < now && now - planned <= LateWord ? now : planned;
        // A link that is brought along is read when it is needed, not before: until then it may change.
        var post = due <= now ? await awaited.Resolve(read, ct) : read;
        db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
        if (await db.Set<Release>().SingleOrDefaultAsync(x => x.Post == happened.Post && x.Revision == happened.Revision, ct) is { } known)
        {
            await Reschedule(known, happened, due, ct);
            return;
        }
        db.Add(new Release(post.Id, post.Revision, due, post.Link is null ? post.Waits : null));
        await CallOffDeletions(post, earlier, ct);
        foreach (var channel in await channels.Many([.. post.Channels.Select(x => x.Channel)], ct))
            if (embassies.Publisher(channel.Network) is { } publisher)
                await Add(post, channel, publisher, [.. earlier.Where(x => x.Channel == channel.Id)], due, ct);
        await LeaveOut(post, earlier, due, ct);
        await ledger.WriteAll(ct);
    }

    /// <summary>Where there is a newer revision, an older one that did not go live never will: what it would have deleted, this one decides anew.</summary>
    private async Task CallOffDeletions(ReleasedPost post, IReadOnlyList<Delivery> earlier, CancellationToken ct)
    {
        var waiting = earlier.Where(x => x is { Kind: DeliveryKind.Delete, State: DeliveryState.Waiting, NextAt: null } && x.Revision < post.Revision).ToList();
        if (waiting.Count == 0)
            return;
        var live = await db.Set<Release>().Where(x => x.Post == post.Id && x.LiveAt != null).Select(x => x.Revision).ToListAsync(ct);
        foreach (var row in waiting.Where(x => !live.Contains(x.Revision)))
            row.WithdrawnBeforeSending(new Sentence("Publishing.CalledOff"));
    }

    /// <summary>A channel that rests or is retired had to be left out: what stands there stays.</summary>
    private async Task LeaveOut(ReleasedPost post, List<Delivery> earlier, DateTime due, CancellationToken ct)
    {
        var stays = post.Channels.Select(x => x.Channel).ToHashSet();
        var leftOut = earlier.Where(x => !stays.Contains(x.Channel)).ToList();
        if (leftOut.Count == 0)
            return;
        taking.CallOff(leftOut, new Sentence("Publishing.LeftOut"));
        var active = (await channels.Many([.. leftOut.Select(x => x.Channel).Distinct()], ct)).Where(x => x.State == ChannelState.Active).Select(x => x.Id).ToHashSet();
        taking.Delete([.. leftOut.Where(x => active.Contains(x.Channel))], post.Revision, due, nextAt: null);
    }

    /// <summary>The same revision again is a new time: for what waits, and for what has missed its own.</summary>
    private async Task Reschedule(Release release, PostReleased happened, DateTime due, CancellationToken ct)
    {
        if (release.LiveAt is null)
            release.NewTime(due);
        var live = release.LiveAt is not null;
        // Preparing before its page is live: its video is being brought there ahead of the old time.
        var rows = await db.Set<Delivery>().Where(x => x.Post == release.Post && x.Revision == release.Revision
            && (x.State == DeliveryState.Waiting || x.State == DeliveryState.Missed || (x.State == DeliveryState.Preparing && !live))).ToListAsync(ct);
        var cutOffs = (await channels.Many([.. rows.Select(x => x.Channel)], ct)).ToDictionary(x => x.Id, x => x.CutOff);
        foreach (var row in rows.Where(x => cutOffs.ContainsKey(x.Channel)))
        {
            var end = row.Kind == DeliveryKind.Delete ? TakingAway.EndOf(due) : due + (release.Held ? HeldReleases.OutOfSight : cutOffs[row.Channel]);
            if (row.State == DeliveryState.Missed)
                row.SendAgain(happened.By, due, end, live);
            else if (!live)
                row.Reschedule(due, end, live);
        }
        await ledger.WriteAll(ct);
    }

    private async Task Add(ReleasedPost post, ChannelView channel, IPublisher publisher, IReadOnlyList<Delivery> earlier, DateTime due, CancellationToken ct)
    {
        var before = earlier.Where(x => x.Kind == DeliveryKind.Publish).MaxBy(x => x.Revision);
        var goneOut = before?.State is DeliveryState.Published or DeliveryState.Sending or DeliveryState.Processing or DeliveryState.Unknown or DeliveryState.Asking
            // A call may have had its effect: it is repeated under its key and then edited, never published beside it.
            || before is { IsOpen: true };
        var mayEdit = before is not null && windows.Of(publisher.Network, before, channel.Rules, earlier, due > ledger.Now ? due : ledger.Now) == EditWindow.Open;
        if (!goneOut || Leaves(before!, earlier, mayEdit))
        {
            // What never went out is replaced by the new revision.
            if (before?.State is DeliveryState.Waiting or DeliveryState.Preparing or DeliveryState.Refused or DeliveryState.Missed)
                before.WithdrawnBeforeSending(new Sentence("Publishing.Replaced"));
            db.Add(new Delivery(post.Id, post.Revision, channel.Id, channel.Network, DeliveryKind.Publish, publisher.NewKey(ledger.Now), due, due + Within(post, channel), null, null));
            return;
        }
        // A change that still comes in time goes out, though this one is too late for it.
        if (!mayEdit || !await FormChanged(post, LastShown(before!, earlier), channel.Id, ct))
            return;
        db.Add(new Delivery(post.Id, post.Revision, channel.Id, channel.Network, DeliveryKind.Edit, publisher.NewKey(ledger.Now), due, due + Within(post, channel), before!.Id, null));
    }

    // What waits for another's link has no cut-off yet.
    private static TimeSpan Within(ReleasedPost post, ChannelView channel) => post is { Waits: not null, Link: null } ? HeldReleases.OutOfSight : channel.CutOff;

    /// <summary>
    /// Chosen again after it was left out: beside a deletion that nobody can stop any more, the post is published anew; one that has not begun is called
    /// off, and what stands there is changed.
    /// </summary>
    private static bool Leaves(Delivery before, IReadOnlyList<Delivery> earlier, bool mayEdit)
    {
        if (earlier.FirstOrDefault(x => x.Kind == DeliveryKind.Delete && x.Target == before.Id && x.State != DeliveryState.Withdrawn) is not { } deletion)
            return false;
        var begins = deletion.State is DeliveryState.Waiting or DeliveryState.Preparing;
        if (deletion.IsOpen || (begins ? !mayEdit : deletion.State is not (DeliveryState.Refused or DeliveryState.Missed)))
            return true;
        deletion.WithdrawnBeforeSending(new Sentence("Publishing.Replaced"));
        return false;
    }

    /// <summary>The revision that may stand there now: the newest edit that went out (or may have), else what was published.</summary>
    private static int LastShown(Delivery before, IReadOnlyList<Delivery> earlier)
    {
        var edits = earlier.Where(x => x.Target == before.Id && x.Kind == DeliveryKind.Edit).ToList();
        // What was refused or missed would bring back an older text if somebody sent it again.
        foreach (var edit in edits.Where(x => x.State is DeliveryState.Waiting or DeliveryState.Preparing or DeliveryState.Refused or DeliveryState.Missed))
            edit.WithdrawnBeforeSending(new Sentence("Publishing.Replaced"));
        return edits.Where(x => x.State != DeliveryState.Withdrawn).Select(x => x.Revision).Append(before.Revision).Max();
    }

    private async Task<bool> FormChanged(ReleasedPost post, int shown, ChannelId channel, CancellationToken ct) =>
        await posts.Revision(post.Id, shown, ct) is not { } old || old.DiffersOn(channel, post);
}
