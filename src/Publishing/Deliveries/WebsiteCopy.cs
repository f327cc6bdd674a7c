using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>How the post stands on the city's own website.</summary>
internal enum PageStanding
{
    Planned,
    Live,
    Corrected,
    Withdrawn,

    /// <summary>Its time passed before it went live.</summary>
    Missed,
}

/// <param name="Path">From the root of the website.</param>
/// <param name="At">UTC: when it is to go live, or when it went live, was corrected, was withdrawn.</param>
internal sealed record WebsiteCopy(string Path, PageStanding Standing, DateTime At)
{
    /// <summary>The newest release missed its time; an older version may be live.</summary>
    public bool IsMissed { get; init; }
}

/// <summary>The first of all channels: the page of the post. Null before a release, and when it was called off before it went live.</summary>
internal sealed class PostOnWebsite(Db db, IPostHeads heads, IReleasedPosts posts)
{
    public async Task<WebsiteCopy?> Run(Actor actor, PostId post, CancellationToken ct)
    {
        if (!(await heads.Many([post], ct)).TryGetValue(post, out var head) || !actor.May(Permission.See, head.Unit))
            return null;
        var releases = await db.Set<Release>().AsNoTracking().Where(x => x.Post == post).ToListAsync(ct);
        var live = releases.Where(x => x.LiveAt is not null).MaxBy(x => x.Revision);
        var missed = head.State == PostState.Missed;
        if ((live ?? releases.Where(x => missed || !x.Closed).MaxBy(x => x.Revision)) is not { } shown || await posts.Revision(post, shown.Revision, ct) is not { } page)
            return null;
        var path = $"/beitraege/{page.Slug}";
        var copy = page switch
        {
            { WithdrawnAt: { } gone } => new WebsiteCopy(path, PageStanding.Withdrawn, gone),
            { CorrectedAt: { } changed } when live is not null => new WebsiteCopy(path, PageStanding.Corrected, changed),
            { PublicSince: { } since } when live is not null => new WebsiteCopy(path, PageStanding.Live, since),
            _ => new WebsiteCopy(path, missed ? PageStanding.Missed : PageStanding.Planned, shown.Due),
        };
        return copy with { IsMissed = missed };
    }
}
