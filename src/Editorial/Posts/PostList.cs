using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Posts;

/// <param name="States">Empty for all.</param>
/// <param name="Text">Words that all have to stand in headline or text.</param>
/// <param name="Mine">Only what the actor began.</param>
/// <param name="Cursor">From the page before; null for the first.</param>
/// <param name="Take">1–100.</param>
internal sealed record PostQuery(IReadOnlyList<PostState> States, UnitId? Unit, CategoryId? Category, string? Text, bool Mine, string? Cursor, int Take)
{
    public static PostQuery Everything { get; } = new([], null, null, null, false, null, 50);
}

/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record PostPage(IReadOnlyList<PostRow> Posts, string? Next);

/// <summary>Posts that the actor may see, last changed first.</summary>
internal sealed class PostList(Db db, PostRows rows)
{
    public async Task<Outcome<PostPage>> Run(Actor actor, PostQuery query, CancellationToken ct)
    {
        var from = PageCursor.Read(query.Cursor);
        if (query.Cursor is not null && from is null)
            return Refusal.Invalid("Editorial.CursorUnknown").On("cursor");
        var take = Math.Clamp(query.Take, 1, 100);
        var posts = Filter(actor, query);
        if (from is not null)
        {
            var seen = from.Seen.Select(PostId.Of).ToList();
            posts = posts.Where(post => post.ChangedAt < from.At || (post.ChangedAt == from.At && !seen.Contains(post.Id)));
        }
        var found = await rows.Read(posts.OrderByDescending(post => post.ChangedAt).ThenByDescending(post => post.Id).Take(take + 1), ct);
        var page = found.Take(take).ToList();
        return new PostPage(page, found.Count > take ? PageCursor.After([.. page.Select(row => (row.ChangedAt, row.Id.Value))], from).ToString() : null);
    }

    private IQueryable<Post> Filter(Actor actor, PostQuery query)
    {
        var visible = actor.UnitsWith(Permission.See);
        // One value is asked as such: an index then brings its posts in order. A list of values would have to be sorted.
        var own = visible.FirstOrDefault();
        var posts = visible.Count == 1 ? db.Set<Post>().Where(post => post.Unit == own) : db.Set<Post>().Where(post => visible.Contains(post.Unit));
        if (query.States is [var state])
            posts = posts.Where(post => post.State == state);
        else if (query.States.Count > 0)
            posts = posts.Where(post => query.States.Contains(post.State));
        if (query.Unit is { } unit)
            posts = posts.Where(post => post.Unit == unit);
        if (query.Category is { } category)
            posts = posts.Where(post => post.Category == category);
        if (query.Mine)
            posts = posts.Where(post => post.Author == actor.Person);
        foreach (var word in (query.Text ?? "").ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
            posts = posts.Where(post => post.Search.Contains(word));
        return posts;
    }
}
