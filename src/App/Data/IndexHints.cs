using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Data;

namespace Stadtfunk.App.Data;

/// <summary>
/// What SQLite's planner should know and cannot guess: a unit has many posts. Otherwise a list of the newest posts of all units reads and sorts every
/// post there is. Told once and not counted: so plans are the same on the first day and after ten years. PostgreSQL counts by itself.
/// </summary>
internal static class IndexHints
{
    // Rows of the table, rows of one unit, rows of one unit at one time.
    private const string UnitsAreLarge = "('editorial_post', 'IX_editorial_post_Unit_ChangedAt', '100000 5000 1')";

    /// <summary>At the start, and cheap where it is told already.</summary>
    public static async Task Make(Db db, CancellationToken ct)
    {
        // The table of counts comes into being with the first counting.
        if (!await db.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\" FROM sqlite_master WHERE name = 'sqlite_stat1'").AnyAsync(ct))
            await db.Database.ExecuteSqlRawAsync("ANALYZE editorial_category;", ct);
        if (!await db.Database.SqlQueryRaw<int>($"SELECT 1 AS \"Value\" FROM sqlite_stat1 WHERE (tbl, idx, stat) = {UnitsAreLarge}").AnyAsync(ct))
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM sqlite_stat1 WHERE tbl = 'editorial_post'; INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES {UnitsAreLarge};", ct);
    }
}
