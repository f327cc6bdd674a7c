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
        var (shown, all) = await Among(IWordIndex.Few, words, visible, ct);
        return all || shown.Count == Most ? shown : (await Among(IWordIndex.Most, words, visible, ct)).Shown;
    }

    private async Task<(IReadOnlyList<PostRow> Shown, bool All)> Among(int most, IReadOnlyList<string> words, IReadOnlyCollection<UnitId> visible, CancellationToken ct)
    {
        var found = (await index.Posts(words, most, ct)).Select(id => new PostId(id)).ToList();
        var posts = db.Set<Post>().Where(post => found.Contains(post.Id) && visible.Contains(post.Unit));
        var shown = found.Count == 0 ? [] : await rows.Read(posts.OrderByDescending(post => post.ChangedAt).ThenByDescending(post => post.Id).Take(Most), ct);
        return (shown, found.Count < most);
    }
}
