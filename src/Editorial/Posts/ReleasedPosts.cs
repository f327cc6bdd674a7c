using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Frozen revisions for those who send and show.</summary>
internal sealed class ReleasedPosts(Db db, IUnits units) : IReleasedPosts
{
    private const int AtOnce = 1000;

    public async Task<ReleasedPost?> Revision(PostId post, int revision, CancellationToken ct) =>
        (await Rows().Where(row => row.Revision.Post == post && row.Revision.Number == revision).Select(Frozen).FirstOrDefaultAsync(ct))?.Thaw();

    public async Task<IReadOnlyList<ReleasedPost>> Revisions(IReadOnlyCollection<(PostId Post, int Revision)> which, CancellationToken ct)
    {
        var (posts, numbers) = (which.Select(one => one.Post).Distinct().ToList(), which.Select(one => one.Revision).Distinct().ToList());
        var found = await Rows().Where(row => posts.Contains(row.Revision.Post) && numbers.Contains(row.Revision.Number)).Select(Frozen).ToListAsync(ct);
        return [.. found.Select(row => row.Thaw()).Where(post => which.Contains((post.Id, post.Revision)))];
    }

    public async Task<ReleasedPost?> BySlug(string slug, CancellationToken ct) =>
        (await Live().Where(row => row.Post.Slug == slug).Select(Frozen).FirstOrDefaultAsync(ct))?.Thaw();

    public async Task<IReadOnlyList<ReleasedPost>> Public(PublicQuery query, CancellationToken ct)
    {
        var rows = Live().Where(row => row.Post.WithdrawnAt == null);
        if (query.Before is { } before)
            rows = rows.Where(row => row.Post.PublicSince < before);
        if (query.Category is { } category)
            rows = rows.Where(row => row.Revision.Category == category);
        if (query.Channel is { } channel)
        {
            var mark = Posts.Revision.Mark([channel]);
            rows = rows.Where(row => row.Revision.Channels.Contains(mark));
        }
        if (query.Unit is { } unit)
        {
            var below = await Below(unit, ct);
            rows = rows.Where(row => below.Contains(row.Revision.Unit));
        }
        var found = await Newest(rows).Take(Math.Clamp(query.Take, 1, AtOnce)).Select(Frozen).ToListAsync(ct);
        return [.. found.Select(row => row.Thaw())];
    }

    public async IAsyncEnumerable<ReleasedPost> EveryPublic([EnumeratorCancellation] CancellationToken ct)
    {
        PageCursor? from = null;
        do
        {
            var rows = Live().Where(row => row.Post.WithdrawnAt == null);
            if (from is { } place)
            {
                var seen = place.Seen.Select(PostId.Of).ToList();
                rows = rows.Where(row => row.Post.PublicSince <= place.At && !seen.Contains(row.Post.Id));
            }
            var page = (await Newest(rows).Take(AtOnce).Select(Frozen).ToListAsync(ct)).Select(row => row.Thaw()).ToList();
            foreach (var post in page)
                yield return post;
            from = page.Count < AtOnce ? null : PageCursor.After([.. page.Select(post => (post.PublicSince!.Value, post.Id.Value))], from);
        }
        while (from is not null);
    }

    public async Task<bool> AnyPublicAt(DateTime time, CancellationToken ct)
    {
        // The last moment of the calendar has none after it.
        if (time.Year == DateTime.MaxValue.Year)
            return false;
        var after = time.AddMicroseconds(1);
        return await db.Set<Post>().AnyAsync(post => post.PublicSince >= time && post.PublicSince < after, ct);
    }

    private IQueryable<Row> Rows() => db.Set<Post>().AsNoTracking()
        .Join(db.Set<Revision>(), post => post.Id, revision => revision.Post, (post, revision) => new Row { Post = post, Revision = revision });

    private static IQueryable<Row> Newest(IQueryable<Row> rows) => rows.OrderByDescending(row => row.Post.PublicSince).ThenByDescending(row => row.Post.Id);

    private IQueryable<Row> Live() => Rows().Where(row => row.Post.PublicSince != null && row.Revision.Number == row.Post.LiveRevision);

    private async Task<List<UnitId>> Below(UnitId unit, CancellationToken ct)
    {
        var below = new List<UnitId> { unit };
        // Depth first: a parent always comes before its children.
        foreach (var view in await units.Tree(ct))
            if (view.Parent is { } parent && below.Contains(parent))
                below.Add(view.Id);
        return below;
    }

    private static readonly System.Linq.Expressions.Expression<Func<Row, FrozenRow>> Frozen = row => new FrozenRow(
        row.Revision.Frozen,
        Post.Moving.Contains(row.Post.State) ? row.Post.Due : null,
        row.Post.PublicSince,
        row.Post.CorrectedAt,
        row.Post.WithdrawnAt);

    private sealed class Row
    {
        public required Post Post { get; init; }
        public required Revision Revision { get; init; }
    }

    private sealed record FrozenRow(string Frozen, DateTime? Due, DateTime? PublicSince, DateTime? CorrectedAt, DateTime? WithdrawnAt)
    {
        public ReleasedPost Thaw() => Posts.Revision.Thaw(Frozen) with
        {
            Due = Due,
            PublicSince = PublicSince,
            CorrectedAt = CorrectedAt,
            WithdrawnAt = WithdrawnAt,
        };
    }
}
