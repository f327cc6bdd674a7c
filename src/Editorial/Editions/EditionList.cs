using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Editions;

/// <param name="Changes">Against the edition before it; empty for the first.</param>
/// <param name="Current">What stands in the post now.</param>
internal sealed record EditionView(int Number, string By, DateTime At, int? RestoredFrom, IReadOnlyList<FieldChange> Changes, bool Current);

/// <param name="Older">True when there are editions before the last one shown.</param>
internal sealed record EditionPage(IReadOnlyList<EditionView> Editions, bool Older);

/// <summary>Who changed what in a post, newest first.</summary>
internal sealed class EditionList(Db db, PostDoor door, IPeople people, ContentChanges changes)
{
    public const int PageSize = 20;

    /// <param name="below">Only editions before this one; null for the newest.</param>
    public async Task<Outcome<EditionPage>> Run(Actor actor, PostId id, int? below, CancellationToken ct)
    {
        var opened = await door.Open(actor, id, Permission.See, null, ct);
        if (!opened.Ok)
            return Outcome<EditionPage>.Refused(opened.Refusals);
        var post = opened.Value;
        var most = below ?? int.MaxValue;
        // One more than is shown: what the last one is compared with.
        var found = await db.Set<Edition>().AsNoTracking().Where(edition => edition.Post == id && edition.Number < most)
            .OrderByDescending(edition => edition.Number).Take(PageSize + 1).ToListAsync(ct);
        var contents = found.ConvertAll(edition => edition.Content);
        await changes.Among(actor, contents, ct);
        var names = await people.Many([.. found.Select(edition => edition.By).Distinct()], ct);
        return new EditionPage(
            [.. found.Take(PageSize).Select((edition, place) => new EditionView(
                edition.Number,
                names.TryGetValue(edition.By, out var person) ? person.Name : "",
                edition.At,
                edition.RestoredFrom,
                place + 1 < found.Count ? changes.Between(contents[place + 1], contents[place]) : [],
                edition.Number == post.LastEdition))],
            found.Count > PageSize);
    }
}
