using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Organisation;

internal static class Saving
{
    /// <summary>Saves; when somebody was quicker (a newer version, a name just taken) that is a Conflict and nothing changed.</summary>
    public static async Task<Outcome<T>> SaveOr<T>(this Db db, T value, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return value;
        }
        catch (DbUpdateException failed) when (SomebodyWasQuicker(failed))
        {
            db.ChangeTracker.Clear();
            return Refusal.Conflict("Kernel.Changed");
        }
    }

    // A full disk or a lost connection is an outage, not a conflict. 23 is the SQL standard's class "integrity constraint violation"; SQLite has only
    // its own number 19 for it, which the abstract exception carries in its message alone.
    private static bool SomebodyWasQuicker(DbUpdateException failed) =>
        failed is DbUpdateConcurrencyException
        || (failed.InnerException is DbException inner
            && (inner.SqlState?.StartsWith("23", StringComparison.Ordinal) == true || inner.Message.StartsWith("SQLite Error 19", StringComparison.Ordinal)));
}
