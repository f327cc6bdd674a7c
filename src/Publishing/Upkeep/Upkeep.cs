using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Events;
using Stadtfunk.Kernel.Mail;
using Stadtfunk.Publishing.Deliveries;

namespace Stadtfunk.Publishing.Upkeep;

/// <param name="DiskIsFull">Nothing new is sent until there is room again.</param>
/// <param name="IsRestored">This house came from a backup and sends nothing until a person resumes.</param>
/// <param name="Stuck">Events that cannot be carried out; zero for whoever could do nothing about it.</param>
internal sealed record UpkeepView(bool DiskIsFull, bool IsRestored, StuckView Stuck)
{
    /// <summary>Set when no mail leaves, or some were not taken; null for whoever could do nothing about it.</summary>
    public MailsView? Mails { get; init; }
}

/// <summary>What is wrong with the house itself, for those who have to know: everybody that sends, and administrators.</summary>
internal sealed class ReadUpkeep(Db db, DiskGuard disk, StuckEvents events, MailHealth mails)
{
    public async Task<UpkeepView> Run(Actor actor, CancellationToken ct)
    {
        var administers = actor.MayAnywhere(Permission.Administer);
        return new UpkeepView(
            !disk.HasRoom && (administers || actor.MayAnywhere(Permission.Release)),
            actor.IsSignedIn && await db.Set<Pause>().AnyAsync(x => x.About == Guid.Empty && x.By == Guid.Empty, ct),
            administers ? await events.Read(ct) : new StuckView(0, null))
        {
            Mails = administers && await mails.Read(ct) is { } view && (view.FailingSince is not null || view.GivenUp > 0) ? view : null,
        };
    }
}

/// <summary>An administrator has mended something: what kept failing is tried at once.</summary>
internal sealed class TryStuckAgain(StuckEvents events)
{
    public async Task<Outcome<Done>> Run(Actor actor, CancellationToken ct)
    {
        if (!actor.MayAnywhere(Permission.Administer))
            return Refusal.Forbidden();
        await events.TryAgain(ct);
        return Done.Ok;
    }
}

/// <summary>Does something that this post needs keep failing? Then its page says so instead of just "scheduled".</summary>
internal sealed class PostIsStuck(StuckEvents events, IPostHeads heads)
{
    public async Task<bool> Run(Actor actor, PostId post, CancellationToken ct) =>
        (await heads.Many([post], ct)).TryGetValue(post, out var head) && actor.May(Permission.See, head.Unit) && await events.About(post.Value, ct);
}
