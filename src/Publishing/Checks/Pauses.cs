using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Audit;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Time;
using Stadtfunk.Organisation.Contracts;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Checks;

/// <summary>Stops a channel, or everything. What is just being sent finishes; what waits, waits, and is missed when its cut-off passes.</summary>
internal sealed class PausePublishing(Db db, DatabaseClock clock, PauseRights rights, Pulse pulse)
{
    /// <param name="channel">Null for everything.</param>
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId? channel, CancellationToken ct)
    {
        if (await rights.Refuses(actor, channel, ct) is { } no)
            return no;
        var about = channel?.Value ?? Guid.Empty;
        if (!await db.Set<Pause>().AnyAsync(x => x.About == about, ct))
            db.Add(new Pause(about, clock.Now, actor.Person.Value));
        await db.SaveChangesAsync(ct);
        pulse.Beat("channels", channel?.Value);
        return Done.Ok;
    }
}

internal sealed class ResumePublishing(Db db, PauseRights rights, MaybeSent maybeSent, Lanes lanes, Rounds rounds, Pulse pulse)
{
    public async Task<Outcome<Done>> Run(Actor actor, ChannelId? channel, CancellationToken ct)
    {
        if (await rights.Refuses(actor, channel, ct) is { } no)
            return no;
        var about = channel?.Value ?? Guid.Empty;
        // Asked before anything moves again; if this is interrupted, the pause still stands.
        if (await db.Set<Pause>().AsNoTracking().SingleOrDefaultAsync(x => x.About == about, ct) is { IsAfterRestore: true } && !await maybeSent.Ask(ct))
            return Refusal.Conflict("Kernel.Changed");
        await db.InTransaction(
            async () =>
            {
                if (await db.Set<Pause>().Where(x => x.About == about).ExecuteDeleteAsync(ct) > 0)
                    db.Note<Pause>(AuditDeed.Removed, about.ToString(), "");
                db.AfterCommit(() =>
                {
                    rounds.Nudge(DeliveryRound.Name);
                    pulse.Beat("channels", channel?.Value);
                });
            },
            ct);
        if (channel is { } one)
            await lanes.Free(one);
        return Done.Ok;
    }
}

/// <summary>What is paused: channels by id, and everything.</summary>
internal sealed record PauseState(bool Everything, IReadOnlySet<ChannelId> Channels);

internal sealed class PauseList(Db db)
{
    public async Task<PauseState> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.IsSignedIn)
            return new PauseState(false, new HashSet<ChannelId>());
        var all = await db.Set<Pause>().AsNoTracking().Select(x => x.About).ToListAsync(ct);
        return new PauseState(all.Contains(Guid.Empty), all.Where(x => x != Guid.Empty).Select(ChannelId.Of).ToHashSet());
    }
}

internal sealed class PauseRights(IChannels channels, IUnits units)
{
    public async Task<Refusal?> Refuses(Actor actor, ChannelId? channel, CancellationToken ct)
    {
        if (channel is { } one)
            return await channels.Find(one, ct) is not { } view || (view.State == ChannelState.Planned && !actor.May(Permission.See, view.Unit)) ? Refusal.NotFound("Publishing.ChannelGone")
                : actor.May(Permission.Release, view.Unit) ? null : Refusal.Forbidden();
        var root = (await units.Tree(ct)).FirstOrDefault();
        return root is not null && actor.May(Permission.Release, root.Id) ? null : Refusal.Forbidden();
    }
}
