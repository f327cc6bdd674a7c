using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Media.Mailbox;

/// <summary>The unit for which pictures come by mail stays as long as they come.</summary>
internal sealed class MailboxOfUnit(Db db) : IUnitContents
{
    public async Task<Refusal?> InTheWay(UnitId unit, string unitName, CancellationToken ct) =>
        await db.Set<MailboxRow>().AnyAsync(row => row.Unit == unit, ct) ? Refusal.Conflict("Media.UnitHasMailbox", unitName) : null;
}
