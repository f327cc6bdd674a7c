using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Editions;

/// <summary>What somebody else saved meanwhile, beside what is being typed.</summary>
/// <param name="Changes">From theirs to mine.</param>
internal sealed record Clash(PostView Theirs, IReadOnlyList<FieldChange> Changes);

/// <summary>Compares what stands in the fields with what is saved.</summary>
internal sealed class CompareDraft(PostDetail detail, ContentChanges changes)
{
    public async Task<Outcome<Clash>> Run(Actor actor, PostId id, PostContent mine, CancellationToken ct)
    {
        var saved = await detail.Run(actor, id, ct);
        if (!saved.Ok)
            return Outcome<Clash>.Refused(saved.Refusals);
        var theirs = saved.Value.Content;
        var named = await changes.Among(actor, [theirs, mine], ct);
        return new Clash(saved.Value, named.Between(theirs, mine));
    }
}
