using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.Editorial.Search;

/// <summary>Posts that the actor may see, in which every word of the question begins a word; last changed first.</summary>
internal sealed class SearchPosts(Db db, IWordIndex index, PostRows rows)
{
    public const int Most = 20;

    public async Task<IReadOnlyList<PostRow>> Run(Actor actor, string text, CancellationToken ct)
    {
        var visible = actor.UnitsWith(Permission.See);
        var words = SearchWords.Of(text);
        if (visible.Count == 0 || words.Count == 0)
            return [];
        var found = (await index.Posts(words, [.. visible.Select(unit => unit.Value)], IWordIndex.Few, ct)).Select(id => new PostId(id)).ToList();
        return found.Count == 0 ? [] : await rows.Read(
            db.Set<Post>().Where(post => found.Contains(post.Id) && visible.Contains(post.Unit)).OrderByDescending(post => post.ChangedAt).ThenByDescending(post => post.Id).Take(Most), ct);
    }
}
