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
/// has changed; it never publishes a second time where the first is live.
/// </summary>
internal sealed class WhenPostReleased(Db db, IReleasedPosts posts, IChannels channels, Embassies embassies, Ledger ledger, Rounds rounds)
    : IHandle<PostReleased>
{
    /// <summary>How late the word of a release may be for its time to count from now.</summary>
    private static readonly TimeSpan LateWord = TimeSpan.FromMinutes(5);

    public async Task Handle(PostReleased happened, CancellationToken ct)
    {
        if (await posts.Revision(happened.Post, happened.Revision, ct) is not { } post)
            return;
        // Words of new times may come in another order than they were given: what stands on the post holds.
        var planned = post.Due ?? happened.Due;
        var now = ledger.Now;
        // A pump that is a little late must not eat up the time in which a post may go out. After an outage it keeps its own time, and may have missed it.
        var due = planned < now && now - planned <= LateWord ? now : planned;
        db.AfterCommit(() => rounds.Nudge(DeliveryRound.Name));
        if (await db.Set<Release>().SingleOrDefaultAsync(x => x.Post == happened.Post && x.Revision == happened.Revision, ct) is { } known)
        {
            await Reschedule(known, happened, due, ct);
            return;
        }
        db.Add(new Release(post.Id, post.Revision, due));
        var earlier = await db.Set<Delivery>().Where(x => x.Post == post.Id && x.Kind == DeliveryKind.Publish).ToListAsync(ct);
        foreach (var channel in await channels.Many([.. post.Channels.Select(x => x.Channel)], ct))
            if (embassies.Publisher(channel.Network) is { } publisher)
                await Add(post, channel, publisher, earlier.Where(x => x.Channel == channel.Id).MaxBy(x => x.Revision), due, ct);
        await ledger.WriteAll(ct);
    }

    /// <summary>The same revision again is a new time: for what waits, and for what has missed its own.</summary>
    private async Task Reschedule(Release release, PostReleased happened, DateTime due, CancellationToken ct)
    {
        if (release.LiveAt is null)
            release.NewTime(due);
        var rows = await db.Set<Delivery>().Where(x => x.Post == release.Post && x.Revision == release.Revision
            && (x.State == DeliveryState.Waiting || x.State == DeliveryState.Missed)).ToListAsync(ct);
        var cutOffs = (await channels.Many([.. rows.Select(x => x.Channel)], ct)).ToDictionary(x => x.Id, x => x.CutOff);
        var live = release.LiveAt is not null;
        foreach (var row in rows.Where(x => cutOffs.ContainsKey(x.Channel)))
            if (row.State == DeliveryState.Missed)
                row.SendAgain(happened.By, due, due + cutOffs[row.Channel], live);
            else if (!live)
                row.Reschedule(due, due + cutOffs[row.Channel], live);
        await ledger.WriteAll(ct);
    }

    private async Task Add(ReleasedPost post, ChannelView channel, IPublisher publisher, Delivery? before, DateTime due, CancellationToken ct)
    {
        var goneOut = before?.State is DeliveryState.Published or DeliveryState.Sending or DeliveryState.Processing or DeliveryState.Unknown or DeliveryState.Asking
            // A call may have had its effect: it is repeated under its key and then edited, never published beside it.
            || before is { IsOpen: true };
        if (!goneOut)
        {
            // What never went out is replaced by the new revision.
            if (before?.State is DeliveryState.Waiting or DeliveryState.Preparing or DeliveryState.Refused or DeliveryState.Missed)
                before.WithdrawnBeforeSending(new Sentence("Publishing.Replaced"));
            db.Add(new Delivery(post.Id, post.Revision, channel.Id, channel.Network, DeliveryKind.Publish, publisher.NewKey(ledger.Now), due, due + channel.CutOff, null, null));
            return;
        }
        var shown = await LastShown(before!, ct);
        if (!publisher.Network.Can.Edit || !await FormChanged(post, shown, channel.Id, ct))
            return;
        db.Add(new Delivery(post.Id, post.Revision, channel.Id, channel.Network, DeliveryKind.Edit, publisher.NewKey(ledger.Now), due, due + channel.CutOff, before!.Id, null));
    }

    /// <summary>The revision that may stand there now: the newest edit that went out (or may have), else what was published.</summary>
    private async Task<int> LastShown(Delivery before, CancellationToken ct)
    {
        var edits = await db.Set<Delivery>().Where(x => x.Target == before.Id && x.Kind == DeliveryKind.Edit).ToListAsync(ct);
        foreach (var edit in edits.Where(x => x.State is DeliveryState.Waiting or DeliveryState.Preparing))
            edit.WithdrawnBeforeSending(new Sentence("Publishing.Replaced"));
        return edits.Where(x => x.State is not (DeliveryState.Withdrawn or DeliveryState.Refused or DeliveryState.Missed))
            .Select(x => x.Revision).Append(before.Revision).Max();
    }

    private async Task<bool> FormChanged(ReleasedPost post, int shown, ChannelId channel, CancellationToken ct) =>
        await posts.Revision(post.Id, shown, ct) is not { } old || old.DiffersOn(channel, post);
}
