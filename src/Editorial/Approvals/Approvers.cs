using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Approvals;

/// <summary>Who could approve a post that waits, deputies included.</summary>
internal sealed class Approvers(ApprovalRules rules, IPeople people)
{
    public async Task<IReadOnlyList<PersonView>> Of(Post post, CancellationToken ct)
    {
        var way = await rules.For(post.Unit, ct);
        var second = !way.IsFirstStage(post) && post.StageApprovedBy is not null ? way.Second : null;
        var may = await people.WhoMay(way.By == ApprovedBy.DeskLead && second is null ? Permission.Lead : Permission.Approve, post.Unit, ct);
        var those = second is { } unit ? may.IntersectBy((await people.WhoMay(Permission.Approve, unit, ct)).Select(one => one.Id), one => one.Id) : may;
        return [.. those.Where(one => one.Id != post.Author && one.Id != post.ChangedBy && (second is null || one.Id != post.StageApprovedBy))];
    }

    /// <summary>Who is told when none of them came.</summary>
    public async Task<IReadOnlyList<PersonView>> Above(Post post, CancellationToken ct) =>
        [.. (await people.WhoMay(Permission.Lead, post.Unit, ct)).Where(one => one.Id != post.Author && one.Id != post.ChangedBy)];
}
