using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Stadtfunk.Kernel.Errors;

/// <summary>Tells an outage of the database (away, locked by another program, its disk full) from a bug: what was asked may be asked again.</summary>
public static class Outage
{
    public static Refusal Refusal { get; } = new("Kernel.Problem.Unavailable.Detail", RefusalKind.Unavailable);

    public static bool OfDatabase(Exception away) => away is DbException or DbUpdateException { InnerException: DbException } or TimeoutException
        || away.InnerException is DbException;
}
