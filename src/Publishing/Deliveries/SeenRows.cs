using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Publishing.Deliveries;

/// <summary>Rows of posts that somebody may see, with those posts.</summary>
internal sealed record SeenRows<TRow>(IReadOnlyList<TRow> Rows, IReadOnlyDictionary<PostId, PostHead> Posts)
{
    private const int Batch = 200;

    // Each row costs little, but a list on a screen must not read years.
    private const int MostBatches = 50;

    /// <summary>Units are asked before anything is cut off: however much other units have, it hides nothing of one's own.</summary>
    /// <param name="rows">In an order without ties.</param>
    public static async Task<SeenRows<TRow>> Read(
        IOrderedQueryable<TRow> rows, Func<TRow, PostId> postOf, IPostHeads heads, Actor actor, int most, CancellationToken ct)
    {
        var seen = new List<TRow>();
        var posts = new Dictionary<PostId, PostHead>();
        for (var turn = 0; turn < MostBatches && seen.Count < most && actor.MayAnywhere(Permission.See); turn++)
        {
            var batch = await rows.Skip(turn * Batch).Take(Batch).ToListAsync(ct);
            foreach (var (id, head) in await heads.Many([.. batch.Select(postOf).Distinct()], ct))
                if (actor.May(Permission.See, head.Unit))
                    posts[id] = head;
            seen.AddRange(batch.Where(row => posts.ContainsKey(postOf(row))));
            if (batch.Count < Batch)
                break;
        }
        return new SeenRows<TRow>(seen.Count > most ? seen[..most] : seen, posts);
    }
}
