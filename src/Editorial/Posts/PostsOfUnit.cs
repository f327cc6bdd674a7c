using Microsoft.EntityFrameworkCore;
using Stadtfunk.Editorial.Approvals;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Editorial.Posts;

/// <summary>A unit that has written keeps its place: public pages and the record name it.</summary>
internal sealed class PostsOfUnit(Db db) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct)
    {
        var posts = await db.Set<Post>().CountAsync(post => post.Unit == unit, ct);
        return posts > 0 ? Refusal.Conflict("Editorial.UnitHasPosts", unitName, posts)
            : await db.Set<Revision>().AnyAsync(revision => revision.Unit == unit, ct) ? Refusal.Conflict("Editorial.UnitHasRevisions", unitName)
            : await db.Set<ApprovalRule>().AnyAsync(rule => rule.Second == unit, ct) ? Refusal.Conflict("Editorial.UnitLooksSecond", unitName)
            : null;
    }
}
