using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Ui;
using Stadtfunk.Publishing.Contracts;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Why a post missed its time as a whole, in one sentence; null when it did not.</summary>
internal sealed class WhyMissed(Db db, IPostHeads heads, Releases releases, Words words)
{
    public async Task<string?> Run(Actor actor, PostId post, CancellationToken ct)
    {
        if (!(await heads.Many([post], ct)).TryGetValue(post, out var head) || !actor.May(Permission.See, head.Unit)
            || await db.Set<Release>().AsNoTracking().Where(x => x.Post == post).OrderByDescending(x => x.Revision).FirstOrDefaultAsync(ct) is not { Closed: true, LiveAt: null } release)
            return null;
        // What stopped it stands in its deliveries; one that has none is asked what stops it now.
        var said = await db.Set<Delivery>().AsNoTracking().Where(x => x.Post == post && x.Revision == release.Revision && x.State == DeliveryState.Missed)
            .Select(x => new { x.SentenceKey, x.SentenceArgs }).FirstOrDefaultAsync(ct);
        if (said is null)
            return await releases.NoLongerAllowed(post, release.Revision, ct) is { } why ? words[why.Key, [.. why.Args]] : words["Publishing.PageMissed"];
        return said.SentenceKey == Delivery.TooLate ? words["Publishing.PageMissed"] : DeliveryList.Say(words, said.SentenceKey, said.SentenceArgs);
    }
}
